package rhizome.ledger.pool;

import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.RuleBook;

/**
 * The figures of ADR 0035, run by hand: {@code java rhizome.ledger.pool.PoolBench 10000}. Entries
 * have one input and two outputs; a quarter of them builds on the one before.
 */
final class PoolBench {

  private static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              new Chapter.Limits(200_000, 16_000, 250, 250, 512),
              new Chapter.Charges(1, 10, 100, 2),
              List.of()));

  private PoolBench() {}

  public static void main(String[] args) {
    int count = args.length == 0 ? 10_000 : Integer.parseInt(args[0]);
    Genesis genesis = Slip.genesis(count, 1_000_000);
    List<Entry> entries = entries(genesis, count);
    for (int i = 0; i < 2; i++) {
      run(entries, Ledger.of(genesis));
    }
  }

  private static List<Entry> entries(Genesis genesis, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Slip.Source source = i % 4 == 3 ? Slip.output(entries.getLast(), 1) : Slip.coin(genesis, i);
      long fee = 1_000 + i * 7919L % 1_000;
      entries.add(
          new Slip(genesis.chain()).spend(source).pay(1_000, Slip.to(i % 4)).change(fee, i % 4));
    }
    return entries;
  }

  private static void run(List<Entry> entries, Ledger start) {
    Pool pool = Pool.of(Limits.USUAL, RULES, start);
    long began = System.nanoTime();
    entries.forEach(pool::offer);
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%,d wait of %,d, %,d bytes; %,.0f offers a second%n",
        pool.size(), entries.size(), pool.bytes(), entries.size() / seconds);
    began = System.nanoTime();
    entries.forEach(pool::offer);
    System.out.printf("%,.1f us to refuse what is known%n", micros(began) / entries.size());
    Ledger ledger = start;
    for (int i = 0; i < 4; i++) {
      began = System.nanoTime();
      List<Entry> best = pool.waiting(199_000);
      double ordered = micros(began);
      Block block = Slip.block(ledger, RULES, best);
      Ledger after = Slip.applied(ledger, RULES, block).state();
      began = System.nanoTime();
      pool.follow(block, after);
      System.out.printf(
          "%,.0f us to order, %,.0f us to remove a block of %,d%n",
          ordered, micros(began), block.entries().size());
      ledger = after;
    }
  }

  private static double micros(long began) {
    return (System.nanoTime() - began) / 1e3;
  }
}
