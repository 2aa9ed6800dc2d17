package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.replica.Charter;
import rhizome.ledger.replica.Input;
import rhizome.ledger.replica.Replica;
import rhizome.ledger.replica.State;

/** A validator alone on a chain, whose hash chain is shorter than that. */
class RenewalTest {

  private static final int LENGTH = 30;
  private static final Hash SECRET = Blake.of(new byte[] {2, 5});
  private static final KeyPair KEY = KeyPair.of(SECRET);
  private static final Condition OWNER = new Condition.ToAddress(Address.of(KEY.publicKey()));

  private static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              Chapter.Limits.USUAL,
              Chapter.Charges.NONE,
              List.of(),
              Optional.of(new Staking(10, 3, 1, 5, 7, 2_000, 500, 2))));

  private static final Genesis GENESIS =
      new Genesis(
          1_700_000_000_000L,
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(new Genesis.Founder(KEY.publicKey(), terms(0), new Holding(1, OWNER))));

  private final Charter charter =
      new Charter(GENESIS, RULES, Signatures.ED25519, Hamlet.LIMITS, Optional.empty());

  private Replica replica = waken();
  private State state = replica.beginning();
  private long now = GENESIS.time();

  private static Terms terms(int generation) {
    return new Terms(OWNER, 0, ChainReveals.commitment(SECRET, generation, LENGTH));
  }

  RenewalTest() {
    step(new Input.Started(now));
  }

  /** With nothing but its key and what the ledger names. */
  private Replica waken() {
    return new Replica(charter, Voter.of(GENESIS.chain(), KEY), ChainReveals.of(SECRET, LENGTH));
  }

  private void step(Input input) {
    state = replica.step(state, input).state();
  }

  private void blocks(int count, Entry... entries) {
    for (int i = 0; i < count; i++) {
      now++;
      List<Entry> some = i == 0 ? List.of(entries) : List.of();
      step(new Input.Offered(now, state.height() + 1, 0, some));
    }
  }

  private static Entry renewal(int generation) {
    Order order = new Order.Enrol(generation, KEY.publicKey(), terms(generation));
    Content content =
        new Content(GENESIS.chain(), Move.NONE, Move.NONE, 0, 0, Optional.of(order), Bytes.EMPTY);
    Entry entry = Entry.open(content);
    return entry.with(0, Fulfillment.Single.signed(KEY, entry.signing(0)));
  }

  @Test
  void withoutAnotherChainItMakesAsManyBlocksAsItsChainIsLong() {
    blocks(LENGTH + 10);
    assertThat(state.height()).isEqualTo(LENGTH);
  }

  @Test
  void whoNamesTheNextChainInTimeGoesOnAndOnAlsoAfterARestart() {
    blocks(10);
    blocks(20, renewal(1));
    assertThat(state.height()).isEqualTo(30);
    blocks(LENGTH - 10, renewal(2));
    replica = waken();
    blocks(LENGTH);
    assertThat(state.height()).isGreaterThan(2 * LENGTH);
  }
}
