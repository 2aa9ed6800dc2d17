package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Estate;
import rhizome.ledger.key.PublicKey;

/** What a validator has to reveal, as its terms change. */
class CommitmentTest {

  private static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              Chapter.Limits.USUAL,
              Chapter.Charges.NONE,
              List.of(),
              Optional.of(new Staking(4, 3, 1, 5, 15, 2_000, 500, 2))));

  private static final PublicKey SPEAKER = Town.hot(0);
  private static final PublicKey OTHER = Town.hot(1);
  private static final Hash NEW = Blake.of(new byte[] {1});

  private final Genesis genesis =
      new Town(RandomGeneratorFactory.of("L64X128MixRandom").create(1)).founded();
  private Estate estate = Estate.of(Ledger.of(genesis));
  private final Hash first = estate.commitment(SPEAKER).orElseThrow();

  private void block(PublicKey proposer, Entry... entries) {
    Ledger ledger = estate.ledger();
    var payees = ledger.payees(RULES, proposer, List.of());
    var block = ledger.next(ledger.tip().time() + 1, List.of(entries), RULES, payees);
    assertThat(block.entries()).hasSize(entries.length);
    var applied = (Verdict.Applied) ledger.apply(block, RULES, payees);
    Hash reveal = Blake.of(new byte[] {(byte) block.height(), 9});
    estate = estate.next(applied.state(), proposer, reveal);
  }

  private Entry renewal(long nonce, Hash commitment) {
    Terms terms = estate.ledger().validator(SPEAKER).orElseThrow().terms();
    Terms next = new Terms(terms.payout(), terms.commission(), commitment);
    Optional<Order> order = Optional.of(new Order.Enrol(nonce, SPEAKER, next));
    Hash chain = genesis.chain();
    Entry entry =
        Entry.open(new Content(chain, Move.NONE, Move.NONE, 0, 0, order, Bytes.of(new byte[0])));
    return entry.with(0, Fulfillment.Single.signed(Town.HOT.getFirst(), entry.signing(0)));
  }

  @Test
  void aFounderRevealsFromTheFirst() {
    assertThat(first)
        .isEqualTo(estate.ledger().validator(SPEAKER).orElseThrow().terms().commitment());
  }

  @Test
  void whatWasRevealedIsCommittedToNext() {
    block(SPEAKER);
    assertThat(estate.commitment(SPEAKER)).contains(Blake.of(new byte[] {1, 9}));
  }

  /** Until then the old chain goes on: who renews chose before the seeds were known. */
  @Test
  void anotherChainCountsWhenItIsOldEnough() {
    block(SPEAKER);
    Hash shown = estate.commitment(SPEAKER).orElseThrow();
    block(OTHER, renewal(0, NEW));
    for (int age = 1; age < 16; age++) {
      assertThat(estate.commitment(SPEAKER)).as("age %d", age).contains(shown);
      block(OTHER);
    }
    assertThat(estate.commitment(SPEAKER)).contains(NEW);
    block(SPEAKER);
    assertThat(estate.commitment(SPEAKER).filter(NEW::equals)).isEmpty();
  }

  @Test
  void whoRenewsBeforeItRevealedAnythingWaits() {
    block(OTHER, renewal(0, NEW));
    assertThat(estate.commitment(SPEAKER)).isEmpty();
  }

  /** Terms may change for other reasons; what was shown is not committed to again. */
  @Test
  void theSameChainGoesOn() {
    block(SPEAKER);
    Hash shown = estate.commitment(SPEAKER).orElseThrow();
    block(OTHER, renewal(0, first));
    for (int i = 0; i < 20; i++) {
      assertThat(estate.commitment(SPEAKER)).contains(shown);
      block(OTHER);
    }
  }
}
