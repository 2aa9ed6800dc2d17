package rhizome.ledger.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;

/**
 * What a paper does, for somebody who is asked to sign it and has no ledger. What is paid, what
 * comes back and the fee are signed; what is spent is only said. A lie about that cannot make more
 * leave than {@link #most}: a ledger takes an entry only if what comes in is what goes out. But of
 * what several owners spend it can name one's share as another's.
 */
public record Outcome(Flow coins, Flow stake, long burned, long fee) {

  /** Of coins, or of stake: what goes in, what of it others get, and what comes back. */
  public record Flow(List<Holding> spent, List<Holding> paid, List<Holding> back) {
    public Flow {
      spent = List.copyOf(spent);
      paid = List.copyOf(paid);
      back = List.copyOf(back);
    }

    private static Flow of(List<Holding> spent, List<Holding> made, Predicate<Condition> ours) {
      List<Holding> paid = new ArrayList<>();
      List<Holding> back = new ArrayList<>();
      made.forEach(it -> (ours.test(it.condition()) ? back : paid).add(it));
      return new Flow(spent, paid, back);
    }
  }

  /**
   * @param ours what may be called coming back; anything else is paid to somebody
   * @throws Malformed if what goes in is not what comes out, so that no ledger would take it
   */
  public static Outcome of(Paper paper, Predicate<Condition> ours) {
    var content = paper.entry().content();
    Flow coins = Flow.of(paper.spent(), content.coins().outputs(), ours);
    Flow stake = Flow.of(paper.moved(), content.stakes().outputs(), ours);
    try {
      long made = Math.addExact(sum(content.coins().outputs()), content.burned());
      balance("coins", sum(coins.spent), Math.addExact(made, content.fee()));
      balance("stake", sum(stake.spent), sum(content.stakes().outputs()));
    } catch (ArithmeticException _) {
      throw new Malformed("sums", "less than 2^63 units");
    }
    return new Outcome(coins, stake, content.burned(), content.fee());
  }

  private static void balance(String of, long in, long out) {
    if (in != out) {
      throw new Malformed(
          of, "%d units to come out, which is what goes in, not %d".formatted(in, out));
    }
  }

  /** No more units of coins than these leave their owners, whatever is said of what is spent. */
  public long most() {
    return sum(coins.paid) + burned + fee;
  }

  static long sum(List<Holding> holdings) {
    long sum = 0;
    for (Holding each : holdings) {
      sum = Math.addExact(sum, each.units());
    }
    return sum;
  }
}
