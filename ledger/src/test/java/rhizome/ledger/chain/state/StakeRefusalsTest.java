package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.state.Place.Part;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Refusal;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Hash;

/** Each way a block can be wrong in what it says of stake; the rest is in {@link RefusalsTest}. */
class StakeRefusalsTest {

  /** The names that have their cases here. */
  static final EnumSet<Objection> CASES =
      EnumSet.of(
          Objection.UNBONDED_MIX,
          Objection.IDLE_BOND,
          Objection.NOT_ENROLLED,
          Objection.FROZEN,
          Objection.COMMISSION_RISE,
          Objection.TOO_MUCH_EVIDENCE,
          Objection.STALE_EVIDENCE,
          Objection.NOT_GUILTY,
          Objection.ALREADY_FROZEN);

  private static final Place WHOLE = new Place(0, Part.WHOLE, 0);
  private static final Place ORDER = new Place(0, Part.ORDER, 0);

  private final EnumSet<Objection> seen = EnumSet.noneOf(Objection.class);
  private Village village = new Village();

  private void refuses(Place place, Objection objection, Entry... entries) {
    refuses(List.of(), new Refused(place, objection), entries);
  }

  private void refuses(Objection objection, int index, Evidence... evidence) {
    refuses(List.of(evidence), new Refused(Place.evidence(index), objection));
  }

  private void refuses(List<Evidence> evidence, Refused refused, Entry... entries) {
    var before = NaiveLedger.contents(village.ledger.roll().validators());
    assertThat(village.verdict(evidence, entries)).isEqualTo(refused);
    assertThat(NaiveLedger.contents(village.ledger.roll().validators())).isEqualTo(before);
    seen.add(refused.objection());
  }

  /** The tests below are called here too, so that no name is left without one. */
  @Test
  @SuppressWarnings("JUnitMethodInvoked") // so that they count in one place and stand alone too
  void everyObjectionHasItsCase() {
    stakeOfOneEntryHasOneBond();
    oneBondsToWhoServes();
    aValidatorOrdersWhatItMay();
    evidenceConvictsOnceAndInTime();
    assertThat(seen).containsAll(CASES);
  }

  @Test
  void stakeOfOneEntryHasOneBond() {
    village = new Village();
    var free = village.genesis.stake(0);
    var all = Village.holding(200, 0);
    refuses(
        new Place(0, Part.STAKE_INPUT, 1),
        Objection.UNBONDED_MIX,
        village.signed(village.moving(List.of(free, village.bonded(0)), Village.to(0), all)));
    refuses(
        new Place(0, Part.STAKE_INPUT, 1),
        Objection.UNBONDED_MIX,
        village.signed(
            village.moving(
                List.of(village.bonded(0), village.bonded(1)),
                Village.to(0),
                Village.holding(160, 0))));
    refuses(
        WHOLE, Objection.IDLE_BOND, village.signed(village.moving(List.of(free), Village.to(0))));
  }

  @Test
  void oneBondsToWhoServes() {
    village = new Village();
    Entry bonds = village.move(village.genesis.stake(0), Village.to(3));
    refuses(WHOLE, Objection.NOT_ENROLLED, bonds);
    Entry enrols = village.ordered(new Order.Enrol(1, Town.hot(3), Village.terms(0, 0)));
    refuses(WHOLE, Objection.NOT_ENROLLED, bonds, enrols);
    assertThat(village.verdict(List.of(), enrols, bonds)).isInstanceOf(Verdict.Applied.class);
    village.next(enrols);
    village.next(village.ordered(new Order.Leave(2, Town.hot(3))));
    refuses(WHOLE, Objection.NOT_ENROLLED, bonds);
    village.next(List.of(village.against(0, 1)));
    refuses(WHOLE, Objection.NOT_ENROLLED, village.move(village.genesis.stake(0), Village.to(0)));
    refuses(
        new Place(0, Part.STAKE_INPUT, 0),
        Objection.FROZEN,
        village.move(village.bonded(0), Optional.empty()));
  }

  @Test
  void aValidatorOrdersWhatItMay() {
    village = new Village();
    refuses(ORDER, Objection.NOT_ENROLLED, village.ordered(new Order.Leave(1, Town.hot(3))));
    refuses(
        ORDER,
        Objection.COMMISSION_RISE,
        village.ordered(new Order.Enrol(1, Town.hot(0), Village.terms(0, 1_501))));
    var odd = new Condition.Multisig(3, List.of(Town.address(0), Town.address(1)));
    refuses(
        List.of(),
        new Refused(ORDER, Objection.NOT_STANDARD, Optional.of(Refusal.MINIMUM_OUT_OF_RANGE)),
        village.ordered(new Order.Enrol(1, Town.hot(3), new Terms(odd, 0, Hash.ZERO))));
    Entry leaves = village.ordered(new Order.Leave(1, Town.hot(0)));
    Entry again = village.ordered(new Order.Leave(2, Town.hot(0)));
    refuses(new Place(1, Part.ORDER, 0), Objection.NOT_ENROLLED, leaves, again);
    village.next(List.of(village.against(0, 1)));
    refuses(
        ORDER,
        Objection.FROZEN,
        village.ordered(new Order.Enrol(1, Town.hot(0), Village.terms(0, 0))));
  }

  @Test
  void evidenceConvictsOnceAndInTime() {
    village = new Village();
    Evidence right = village.against(0, 1);
    refuses(Objection.ALREADY_FROZEN, 1, right, right);
    refuses(Objection.TOO_MUCH_EVIDENCE, 2, right, village.against(1, 1), village.against(2, 1));
    refuses(Objection.NOT_GUILTY, 0, village.against(3, 1));
    refuses(Objection.NOT_GUILTY, 0, village.against(0, 2));
    refuses(Objection.NOT_GUILTY, 0, village.against(0, 0));
    refuses(Objection.NOT_GUILTY, 0, village.against(0, Long.MAX_VALUE));
    Voter elsewhere = Voter.of(Hash.ZERO, Town.HOT.getFirst());
    var foreign =
        new Evidence.Equivocation(
            Vote.cast(elsewhere, Vote.Kind.PREVOTE, 1, 0, Optional.empty()),
            Vote.cast(elsewhere, Vote.Kind.PREVOTE, 1, 0, Optional.of(Hash.ZERO)));
    refuses(Objection.NOT_GUILTY, 0, foreign);
    village.upTo(6);
    refuses(Objection.STALE_EVIDENCE, 0, right);
    village.next(List.of(village.against(0, 2), village.against(1, 7)));
    refuses(Objection.ALREADY_FROZEN, 0, village.against(0, 8));
  }

  @Test
  void stakeIsOffUnlessItIsOn() {
    village = new Village(Village.staking(Optional.empty(), 0), Village.FOUNDERS);
    Payees nobody = (_, _) -> List.of();
    var off = Objection.PLUGIN_OFF;
    assertThat(refusal(nobody, List.of(village.against(0, 1))))
        .isEqualTo(new Refused(Place.evidence(0), off));
    assertThat(refusal(nobody, List.of(), village.move(village.genesis.stake(0), Village.to(0))))
        .isEqualTo(new Refused(WHOLE, off));
    assertThat(refusal(nobody, List.of(), village.ordered(new Order.Leave(1, Town.hot(0)))))
        .isEqualTo(new Refused(ORDER, off));
    village.next(nobody, List.of(), village.move(village.bonded(0), Optional.empty()));
    for (int i = 0; i < 20; i++) {
      village.next(nobody, List.of());
    }
    assertThat(village.ledger.epoch().orElseThrow().number()).isZero();
  }

  private Verdict refusal(Payees payees, List<Evidence> evidence, Entry... entries) {
    return village.ledger.apply(village.block(evidence, entries), village.rules, payees);
  }

  @Test
  void evidenceLeavesHalfOfABlockToEntries() {
    var charges = Chapter.Charges.NONE;
    var staking = Optional.of(Village.STAKING);
    int least = 2 * 2 * 2 * Proposal.SIZE;
    var enough = new Chapter.Limits(least, least, 1, 1, 0);
    assertThat(new Chapter(enough, charges, List.of(), staking).staking()).isEqualTo(staking);
    var less = new Chapter.Limits(least - 1, least, 1, 1, 0);
    assertThatThrownBy(() -> new Chapter(less, charges, List.of(), staking))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evidence");
  }

  @Test
  void whatIsKeptCountsAsPaid() {
    var block = village.block(List.of());
    assertThat(village.ledger.apply(block, village.rules, (_, _) -> List.of()))
        .isEqualTo(new Refused(Place.BLOCK, Objection.PAYOUTS_NOT_EXACT));
    assertThat(village.ledger.apply(block, village.rules, village.payees()))
        .isInstanceOf(Verdict.Applied.class);
  }
}
