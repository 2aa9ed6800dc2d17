package rhizome.ledger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Prospect;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** What the pool asks of the ledger, counted; the seed validates all that waits at each offer. */
class PoolWorkTest {

  private static final Chapter.Charges CHARGES = new Chapter.Charges(1, 10, 100, 2);
  private static final Chapter CHAPTER = new Chapter(Chapter.Limits.USUAL, CHARGES, List.of());

  /** The same, but for what an entry has to pay. */
  private static final RuleBook RULES =
      RuleBook.of(CHAPTER)
          .from(
              3, new Chapter(Chapter.Limits.USUAL, new Chapter.Charges(2, 10, 100, 2), List.of()));

  private static final Limits LIMITS = new Limits(4_000_000, 10_000, 2_000_000, 9_000, 25);

  /** The ledger, and how many signatures and outputs it is asked about. */
  private static final class CountingJudge implements Judge {
    private long signatures;
    private long lookups;

    @Override
    public Optional<Verdict.Refused> refusal(
        Prospect prospect, Entry entry, int bytes, boolean signed) {
      signatures += signed ? 0 : entry.shown().size();
      var before = new CountingBefore(prospect.before());
      var counted =
          new Prospect(
              prospect.ledger(),
              prospect.chapter(),
              before,
              prospect.minted(),
              prospect.verifier());
      return Judge.LEDGER.refusal(counted, entry, bytes, signed);
    }

    private final class CountingBefore implements Prospect.Before {
      private final Prospect.Before of;

      CountingBefore(Prospect.Before of) {
        this.of = of;
      }

      @Override
      public Optional<Holding> coin(OutputId id) {
        lookups++;
        return of.coin(id);
      }

      @Override
      public Optional<Holding> stake(OutputId id) {
        lookups++;
        return of.stake(id);
      }
    }
  }

  /** What was asked for {@code count} offers, and after that for blocks and another chapter. */
  private record Work(long signatures, long lookups, long later, long lookupsLater) {

    static Work of(List<Entry> entries, Ledger start) {
      var judge = new CountingJudge();
      Pool pool = new Pool(LIMITS, RULES, start, judge);
      for (Entry entry : entries) {
        assertThat(pool.offer(entry)).isInstanceOf(Answer.Waits.class);
      }
      long signatures = judge.signatures;
      long lookups = judge.lookups;
      Ledger ledger = start;
      for (int i = 0; i < 2; i++) {
        Block block = Slip.block(ledger, RULES, pool.waiting(20_000));
        ledger = Slip.applied(ledger, RULES, block).state();
        assertThat(pool.follow(block, ledger)).isEmpty();
        assertThat(judge.lookups > lookups).as("looked at again").isEqualTo(i == 1);
      }
      assertThat(pool.size()).isBetween(1, entries.size() - 100);
      return new Work(signatures, lookups, judge.signatures - signatures, judge.lookups - lookups);
    }
  }

  /** One by one an entry of its own, and one that builds on the last of its kind. */
  private static List<Entry> entries(Genesis genesis, int count) {
    List<Entry> entries = new ArrayList<>();
    TransactionId id = genesis.id();
    Slip.Source last = Slip.coin(genesis, id, 0);
    for (int i = 1; i <= count / 2; i++) {
      entries.add(new Slip(id.hash()).spend(Slip.coin(genesis, id, i)).change(600, i % 4));
      entries.add(new Slip(id.hash()).spend(last).change(600, i % 4));
      last = Slip.output(entries.getLast(), 0);
    }
    return entries;
  }

  @Test
  void aSignatureIsVerifiedOnceAndAnOutputLookedUpAsOftenHoweverManyWait() {
    Genesis genesis = Slip.genesis(2_001, 10_000_000);
    Ledger ledger = Ledger.of(genesis);
    List<Entry> all = entries(genesis, 4_000);
    for (int count : new int[] {1_000, 2_000, 4_000}) {
      Work work = Work.of(all.subList(0, count), ledger);
      assertThat(work.signatures()).as("%d wait", count).isEqualTo(count);
      assertThat(work.later()).as("signatures after blocks").isZero();
      assertThat(work.lookups()).isLessThanOrEqualTo(4L * count);
      assertThat(work.lookupsLater()).isLessThanOrEqualTo(4L * count);
    }
  }

  /** So nothing is hidden from the count: what is said to be signed is not looked at. */
  @Test
  void ofWhatIsSignedTheSignatureIsNotLookedAt() {
    Genesis genesis = Slip.genesis(1, 100_000);
    Entry entry = new Slip(genesis.chain()).spend(Slip.coin(genesis, 0)).change(600, 1);
    Entry wrong = entry.with(0, Fulfillment.Single.signed(Slip.KEYS.get(0), entry.signing(1)));
    int bytes = wrong.encode().length;
    Prospect prospect = Prospect.of(Ledger.of(genesis), RULES, new Room(), 0);
    assertThat(prospect.refusal(entry, bytes)).isEmpty();
    assertThat(prospect.refusal(wrong, bytes)).isPresent();
    assertThat(prospect.refusalOfSigned(wrong, bytes)).isEmpty();
  }
}
