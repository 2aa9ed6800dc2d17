package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import rhizome.kernel.Machine;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** What a replica has of stake: who votes, who is paid, and what becomes of evidence. */
class StakedReplicaTest {

  /** Evidence may be forty blocks old. */
  private static final int UNBONDING = 40;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
  private final Country country = new Country(random, 4, true, Country.staking(8));
  private final Charter charter = country.charter();
  private final Judge judge = new Judge(charter);
  private final List<Standing> standings = new ArrayList<>(List.of(charter.beginning()));

  private Standing standing() {
    return standings.getLast();
  }

  private PublicKey voter(int number) {
    return country.validators().get(number).key();
  }

  private Vote vote(int number, long height, Optional<Hash> value) {
    return Vote.cast(country.voter(voter(number)), Kind.PREVOTE, height, 0, value);
  }

  private Evidence against(int number, long height) {
    return new Evidence.Equivocation(
        vote(number, height, Optional.empty()),
        vote(number, height, Optional.of(new Hash(1, 2, 3, 4))));
  }

  /** The next, by the one whose turn round 0 is; all agree on it. */
  private Block block(Accusations accusations) {
    Hash reveal =
        standing()
            .estate()
            .commitment(standing().next().proposer(0))
            .flatMap(country::reveal)
            .orElseThrow();
    var atHand = new Judge.AtHand(standing().ledger().tip().time() + 1, List.of(), accusations);
    var prospect = judge.make(standing(), 0, atHand, reveal).orElseThrow();
    standings.add(
        prospect.become(
            standing(), Desk.certificate(country, standing().validators(), prospect.candidate())));
    return prospect.candidate().block();
  }

  @Test
  void oneIsKeptAgainstEach() {
    Accusations both = Accusations.NONE.with(against(0, 1)).with(against(1, 1));
    assertThat(both.with(against(0, 1)).with(against(1, 2))).isEqualTo(both);
    assertThat(both.all()).hasSize(2);
  }

  @Test
  void whatTheAgreementHearsIsKept() {
    Replica replica = new Replica(charter, country.voter(voter(1)), country::reveal);
    Evidence evidence = against(0, 1);
    State state = replica.step(replica.beginning(), new Input.Started(Country.START)).state();
    for (Signed each : List.of(evidence.first(), evidence.second())) {
      var said = new Message.Said(each, Optional.empty());
      state = replica.step(state, new Input.Arrived(Country.START, Desk.PEER, said)).state();
    }
    assertThat(state.accusations().all()).containsExactly(evidence);
  }

  @Test
  void whatAnotherHasAgainstSomebodyIsKeptOnceItIsSeenToBeProof() {
    Replica replica = new Replica(charter, country.voter(voter(1)), country::reveal);
    Evidence evidence = against(0, 1);
    var once = accused(replica, replica.beginning(), evidence);
    assertThat(once.state().accusations().all()).containsExactly(evidence);
    assertThat(once.outputs()).isEmpty();
    assertThat(accused(replica, once.state(), evidence).outputs())
        .containsExactly(new Output.Refused(Refusal.NOT_WANTED));
    Vote stranger =
        Vote.cast(
            new Country(random, 4, true).voter(voter(0)), Kind.PREVOTE, 1, 0, Optional.empty());
    Vote right = vote(0, 1, Optional.of(new Hash(1, 2, 3, 4)));
    var forged = new Evidence.Equivocation(right, stranger);
    assertThat(accused(replica, replica.beginning(), forged).outputs())
        .containsExactly(new Output.Refused(Refusal.FORGED));
  }

  private static Machine.Step<State, Output> accused(
      Replica replica, State state, Evidence evidence) {
    return replica.step(
        state, new Input.Arrived(Country.START, Desk.PEER, new Message.Accusation(evidence)));
  }

  @Test
  void whoIsConvictedVotesUpToTheEndOfTheEpochAndIsNotAccusedAgain() {
    Accusations accusations = Accusations.NONE.with(against(0, 1));
    assertThat(block(accusations).evidence()).isEqualTo(accusations.all());
    assertThat(standing().ledger().validator(voter(0))).matches(it -> it.get().isFrozen());
    assertThat(accusations.after(standing(), charter.rules())).isEqualTo(Accusations.NONE);
    while (standing().height() < 4) {
      assertThat(standing().validators().has(voter(0))).isTrue();
      block(Accusations.NONE);
    }
    assertThat(standing().validators().has(voter(0))).isFalse();
    assertThat(standing().validators().size()).isEqualTo(3);
    assertThat(standing().ledger().validator(voter(1)).filter(Enrolled::isActive)).isPresent();
  }

  /** And no longer than it can convict. */
  @Test
  void whatIsNotInABlockYetStaysForTheNext() {
    Accusations accusations = Accusations.NONE.with(against(0, 1));
    while (standing().height() < UNBONDING) {
      assertThat(accusations.after(standing(), charter.rules())).isEqualTo(accusations);
      block(Accusations.NONE);
    }
    assertThat(accusations.after(standing(), charter.rules())).isEqualTo(accusations);
    Standing last = standing();
    assertThat(block(accusations).evidence()).isEqualTo(accusations.all());
    standings.add(last);
    block(Accusations.NONE);
    assertThat(accusations.after(standing(), charter.rules())).isEqualTo(Accusations.NONE);
    assertThat(block(accusations).evidence()).isEmpty();
  }

  @Test
  void whereNothingIsBondedNobodyIsConvicted() {
    Country plain = new Country(random, 4, true);
    Accusations accusations = Accusations.NONE.with(against(0, 1));
    assertThat(accusations.after(plain.charter().beginning(), plain.charter().rules()))
        .isEqualTo(Accusations.NONE);
  }

  /** The first block shows no certificate: all is its proposer's, and of those bonded to it. */
  @Test
  void whoSignedForTheLastBlockIsPaid() {
    PublicKey first = standing().next().proposer(0);
    block(Accusations.NONE);
    for (int i = 0; i < 4; i++) {
      long held = standing().ledger().validator(voter(i)).orElseThrow().purse().held();
      assertThat(held).isEqualTo(voter(i).equals(first) ? Country.REWARD : 0);
    }
    List<Integer> signers = standing().last().orElseThrow().certificate().numbers();
    block(Accusations.NONE);
    long all = 0;
    for (int i = 0; i < 4; i++) {
      all += standing().ledger().validator(voter(i)).orElseThrow().purse().held();
    }
    assertThat(all).isEqualTo(2 * Country.REWARD);
    assertThat(signers).hasSizeGreaterThan(2);
    for (int i : signers) {
      assertThat(standing().ledger().validator(voter(i)).orElseThrow().purse().held())
          .as("what %d, who signed, has", i)
          .isPositive();
    }
  }

  @Test
  void aChainBeginsWithSomebodyWhoVotes() {
    Genesis own = charter.genesis();
    Genesis.Founder poor = own.founders().getFirst();
    var nothing = new Holding(0, poor.stake().condition());
    for (List<Genesis.Founder> founders :
        List.of(
            List.<Genesis.Founder>of(),
            List.of(new Genesis.Founder(poor.key(), poor.terms(), nothing)))) {
      Genesis without =
          new Genesis(
              own.time(),
              own.coins(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              founders);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Charter(
                      without,
                      charter.rules(),
                      charter.signatures(),
                      charter.limits(),
                      Optional.empty()))
          .withMessage("nobody votes on the first block");
    }
  }
}
