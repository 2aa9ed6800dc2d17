package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.stake.Purse;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Place.Part;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Refusal;
import rhizome.ledger.consensus.Height;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;

/** What stake does on our chain, told one case at a time. */
class StakeTest {

  private final Village village = new Village();

  private Enrolled validator(int who) {
    return village.ledger.validator(Town.hot(who)).orElseThrow();
  }

  private void refuses(Objection objection, Part part, Entry entry) {
    assertThat(village.verdict(List.of(), entry))
        .isEqualTo(new Refused(new Place(0, part, 0), objection));
  }

  @Test
  void theColdKeyNeverSignsAVote() {
    OutputId cold = village.genesis.stake(0);
    Entry bonds = village.move(cold, Village.to(1));
    assertThat(bonds.shown()).hasSize(1);
    village.next(bonds);
    village.upTo(4);
    assertThat(village.set().has(Town.KEYS.getFirst().publicKey())).isFalse();
    assertThat(village.set().get(village.set().number(Town.hot(1))).power()).isEqualTo(160);
    assertThat(village.verdict(List.of(village.against(Town.KEYS.getFirst(), 5))))
        .isEqualTo(new Refused(Place.evidence(0), Objection.NOT_GUILTY));
    Entry open = village.move(Village.output(bonds, 0), Optional.empty());
    Entry hot = open.with(0, Fulfillment.Single.signed(Town.HOT.get(1), open.signing(0)));
    assertThat(village.verdict(List.of(), hot))
        .isEqualTo(
            new Refused(
                new Place(0, Part.STAKE_INPUT, 0),
                Objection.UNFULFILLED,
                Optional.of(Refusal.WRONG_KEY)));
  }

  @Test
  void aDelegatorWhoLeavesStillAnswers() {
    Entry leaves = village.move(village.bonded(0), Optional.empty());
    village.next(leaves);
    village.upTo(8);
    Entry away = village.move(Village.output(leaves, 0), Optional.empty());
    // Of the last block in which it counted, and at the last moment.
    assertThat(village.verdict(List.of(village.against(0, 4)), away))
        .isEqualTo(new Refused(new Place(0, Part.STAKE_INPUT, 0), Objection.FROZEN));
    village.next(List.of(village.against(0, 4)));
    for (int height = 10; height < 16; height++) {
      refuses(Objection.FROZEN, Part.STAKE_INPUT, away);
      village.next();
    }
    village.next(away);
  }

  @Test
  void whoMovesToAnotherAnswersForTheFirst() {
    Entry moves = village.move(village.bonded(0), Village.to(1));
    village.next(moves);
    village.upTo(5);
    village.next(List.of(village.against(0, 1)));
    village.upTo(9);
    refuses(
        Objection.FROZEN, Part.STAKE_INPUT, village.move(Village.output(moves, 0), Village.to(1)));
    assertThat(validator(1).isActive()).isTrue();
    assertThat(village.set().all()).containsExactlyInAnyOrder(power(1, 160), power(2, 40));
  }

  private static Validator power(int who, long power) {
    return new Validator(Town.hot(who), power);
  }

  @Test
  void unbondingEndsWhenItSays() {
    village.upTo(1);
    Entry leaves = village.move(village.bonded(0), Optional.empty());
    village.next(leaves);
    OutputId left = Village.output(leaves, 0);
    // The epoch ends with block 4, and five more are for evidence.
    assertThat(village.ledger.stake(left).orElseThrow().matures()).isEqualTo(9);
    Entry away = village.move(left, Village.to(1));
    for (int height = 3; height < 9; height++) {
      refuses(Objection.IMMATURE, Part.STAKE_INPUT, away);
      village.next();
    }
    village.next(away);
    assertThat(village.verdict(List.of(village.against(0, 4))))
        .isEqualTo(new Refused(Place.evidence(0), Objection.STALE_EVIDENCE));
  }

  @Test
  void whoStaysWithAValidatorDoesNotWait() {
    Holding half = Village.holding(50, 4);
    Entry sold = village.move(village.bonded(0), Village.to(0), half, half);
    village.next(sold, village.move(village.genesis.stake(0), Village.to(0)));
    village.next(village.move(Village.output(sold, 1), Village.to(0)));
    assertThat(validator(0).bonded()).isEqualTo(200);
  }

  @Test
  void aSetChangesAtTheBoundaryOnly() {
    ValidatorSet first = village.set();
    village.next(
        village.move(village.genesis.stake(0), Village.to(1)),
        village.ordered(new Order.Leave(1, Town.hot(2))));
    village.next(List.of(village.against(0, 1)));
    village.upTo(3);
    assertThat(village.set()).isEqualTo(first);
    village.next();
    assertThat(village.ledger.epoch())
        .contains(new Epoch(1, 5, ValidatorSet.of(List.of(power(1, 160)))));
    assertThat(village.ledger.roll().at(4).orElseThrow().set()).isEqualTo(first);
    village.ledger = village.ledger.revert(village.undos.getLast());
    assertThat(village.set()).isEqualTo(first);
  }

  @Test
  void rewardsAreExactToTheUnit() {
    // Nobody has signed the beginning, so all 1,003 are the proposer's, who keeps a tenth.
    village.next();
    assertThat(validator(0).purse()).isEqualTo(new Purse(1_003, 100, 3, 9));
    // 200 for the proposer; of 803, 501 and 301 by 100 and 60; what is left is the proposer's.
    village.next(village.payees(1, 0, 1, 4), List.of());
    assertThat(validator(0).purse()).isEqualTo(new Purse(1_504, 150, 54, 13));
    assertThat(validator(1).purse()).isEqualTo(new Purse(502, 0, 22, 8));
    assertThat(validator(2).purse()).isEqualTo(Purse.EMPTY);
    Entry takes = village.move(village.bonded(0), Village.to(0));
    village.next(village.payees(2), List.of(), takes);
    assertThat(village.ledger.coin(Names.earned(village.bonded(0))))
        .contains(new Unspent(Village.holding(1_300, 3), 3, 3));
    assertThat(validator(0).purse()).isEqualTo(new Purse(204, 150, 54, 13));
    assertThat(validator(2).purse()).isEqualTo(new Purse(1_003, 1_003, 0, 0));
    village.next(village.payees(2), List.of());
    assertThat(village.ledger.coin(Names.wage(Town.hot(2), 4)))
        .contains(new Unspent(Village.holding(2_006, 2), 4, 6));
    assertThat(village.ledger.coin(Names.wage(Town.hot(0), 4)))
        .contains(new Unspent(Village.holding(150, 0), 4, 6));
    assertThat(validator(0).purse()).isEqualTo(new Purse(54, 0, 54, 13));
    assertThat(village.ledger.supply()).isEqualTo(10_000 + 4 * 1_003);
  }

  @Test
  void aBlockTouchesNoOutputOfThoseItPays() {
    village.next(village.move(village.genesis.stake(0), Village.to(1)));
    village.next();
    Undo undo = village.undos.getLast();
    assertThat(undo.stakes().before()).isEmpty();
    assertThat(undo.coins().before()).isEmpty();
    assertThat(undo.validators().before()).hasSize(3);
    village.upTo(4);
    // The two that keep a commission are paid it.
    assertThat(village.undos.getLast().coins().before()).hasSize(2);
    assertThat(village.undos.getLast().stakes().before()).isEmpty();
  }

  @Test
  void whatNobodyIsBondedForIsCarriedToWhoComes() {
    village.next(village.move(village.bonded(1), Optional.empty()));
    village.next(village.payees(1), List.of());
    assertThat(validator(1).purse().carry()).isGreaterThanOrEqualTo(1_003);
    long carried = validator(1).purse().carry();
    Entry comes = village.move(village.genesis.stake(1), Village.to(1));
    village.next(village.payees(1), List.of(), comes);
    assertThat(validator(1).purse().owed(50, 0)).isEqualTo((carried + 1_003) / 50 * 50);
  }

  @Test
  void theGuiltyHaveNoShareWhileAnybodyElseHas() {
    village.next(List.of(village.against(0, 1)));
    Purse before = validator(0).purse();
    village.next(village.payees(1, 0, 1, 2), List.of());
    assertThat(validator(0).purse()).isEqualTo(before);
    village.next(village.payees(0, 1, 2), List.of());
    assertThat(validator(0).purse().held() - before.held()).isLessThan(2);
    village.next(village.payees(0), List.of());
    assertThat(validator(0).purse().held() - before.held()).isGreaterThan(1_000 - 200);
  }

  @Test
  void frozenStakeMovesNowhere() {
    village.next(List.of(village.against(0, 1)));
    for (int height = 2; height < 8; height++) {
      for (var bond : List.of(Optional.<rhizome.ledger.key.PublicKey>empty(), Village.to(0))) {
        refuses(Objection.FROZEN, Part.STAKE_INPUT, village.move(village.bonded(0), bond));
      }
      refuses(Objection.FROZEN, Part.STAKE_INPUT, village.move(village.bonded(0), Village.to(1)));
      village.next();
    }
    village.next(village.move(village.bonded(0), Village.to(1)));
  }

  @Test
  void stakeThatIsFrozenForEverIsThereStill() {
    Staking s = Village.STAKING;
    Staking hard = new Staking(4, 3, 20, 5, Staking.FOR_EVER, s.proposerParts(), 500, 2);
    Village strict = new Village(hard, 0, Village.FOUNDERS);
    strict.next(List.of(strict.against(0, 1)));
    strict.upTo(60);
    assertThat(strict.verdict(List.of(), strict.move(strict.bonded(0), Optional.empty())))
        .isEqualTo(new Refused(new Place(0, Part.STAKE_INPUT, 0), Objection.FROZEN));
    assertThat(strict.ledger.stakes().weight()).isEqualTo(357);
    assertThat(strict.set().has(Town.hot(0))).isFalse();
  }

  @Test
  void theGuiltyNeverVoteAgain() {
    village.next(List.of(village.against(0, 1)));
    village.upTo(30);
    assertThat(village.set().has(Town.hot(0))).isFalse();
    refuses(
        Objection.FROZEN,
        Part.ORDER,
        village.ordered(new Order.Enrol(1, Town.hot(0), Village.terms(0, 0))));
  }

  @Test
  void theOldSetStaysWhereNobodyIsLeft() {
    ValidatorSet first = village.set();
    village.next(
        village.ordered(new Order.Leave(1, Town.hot(0))),
        village.ordered(new Order.Leave(1, Town.hot(1))),
        village.ordered(new Order.Leave(1, Town.hot(2))));
    village.upTo(4);
    assertThat(village.ledger.epoch()).contains(new Epoch(1, 5, first));
  }

  @Test
  void aSetIsKnownAsLongAsItConvicts() {
    village.upTo(8);
    assertThat(village.ledger.roll().epochs())
        .extracting(Epoch::number)
        .containsExactly(0L, 1L, 2L);
    assertThat(village.verdict(List.of(village.against(0, 4)))).isInstanceOf(Verdict.Applied.class);
    village.next();
    assertThat(village.ledger.roll().epochs()).extracting(Epoch::number).containsExactly(1L, 2L);
  }

  @Test
  void whoEnrolsVotesFromTheNextEpochOn() {
    village.next(
        village.ordered(new Order.Enrol(1, Town.hot(3), Village.terms(3, 5_000))),
        village.move(village.genesis.stake(0), Village.to(3)));
    assertThat(validator(3).since()).isEqualTo(1);
    assertThat(validator(3).terms().commitment()).isEqualTo(Village.COMMITMENT);
    village.upTo(4);
    // There is room for three, and the third has least.
    assertThat(village.set().all())
        .containsExactlyInAnyOrder(power(0, 100), power(1, 60), power(3, 100));
  }

  @Test
  void aCommissionRisesStepByStep() {
    village.next(village.ordered(new Order.Enrol(1, Town.hot(1), Village.terms(1, 300))));
    village.next(village.ordered(new Order.Enrol(2, Town.hot(1), Village.terms(1, 500))));
    refuses(
        Objection.COMMISSION_RISE,
        Part.ORDER,
        village.ordered(new Order.Enrol(3, Town.hot(1), Village.terms(1, 501))));
    village.next(
        village.ordered(new Order.Leave(4, Town.hot(1))),
        village.move(village.genesis.stake(1), Village.to(0)));
    refuses(
        Objection.COMMISSION_RISE,
        Part.ORDER,
        village.ordered(new Order.Enrol(3, Town.hot(1), Village.terms(1, 501))));
    village.upTo(4);
    village.next(village.ordered(new Order.Enrol(3, Town.hot(1), Village.terms(1, 1_000))));
    assertThat(validator(1).isActive()).isTrue();
  }

  @Test
  void whatAValidatorOrdersIsOrderedOnce() {
    Entry enrols = village.ordered(new Order.Enrol(7, Town.hot(3), Village.terms(3, 0)));
    village.next(enrols);
    village.next(village.ordered(new Order.Leave(8, Town.hot(3))));
    refuses(Objection.NONCE_CONSUMED, Part.ORDER, enrols);
    village.next(village.ordered(new Order.Enrol(7, Town.hot(4), Village.terms(3, 0))));
    Order.Leave other = new Order.Leave(9, Town.hot(4));
    assertThat(village.verdict(List.of(), village.ordered(other, Town.HOT.get(3))))
        .isEqualTo(
            new Refused(
                new Place(0, Part.ORDER, 0),
                Objection.UNFULFILLED,
                Optional.of(Refusal.WRONG_KEY)));
  }

  @Test
  void aChainWithoutValidatorsElectsThemWhenSomebodyIsBonded() {
    Village empty = new Village(Village.STAKING, 0, List.of());
    var payees = Payees.all(Town.to(0));
    assertThat(empty.ledger.epoch()).isEmpty();
    empty.next(payees, List.of());
    empty.next(
        payees,
        List.of(),
        empty.ordered(new Order.Enrol(1, Town.hot(0), Village.terms(3, 0))),
        empty.move(empty.genesis.stake(0), Village.to(0)));
    empty.next(payees, List.of());
    assertThat(empty.ledger.epoch()).isEmpty();
    empty.next(payees, List.of());
    assertThat(empty.ledger.epoch())
        .contains(new Epoch(1, 5, ValidatorSet.of(List.of(power(0, 100)))));
  }

  @Test
  void anEpochIsWhatConsensusAsksFor() {
    village.upTo(4);
    Epoch epoch = village.ledger.epoch().orElseThrow();
    Height height = new Height(epoch.first(), epoch.set(), Hash.ZERO);
    assertThat(epoch.first()).isEqualTo(village.ledger.tip().height() + 1);
    assertThat(epoch.set().has(height.proposer(0))).isTrue();
  }
}
