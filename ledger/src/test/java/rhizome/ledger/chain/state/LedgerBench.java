package rhizome.ledger.chain.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/**
 * What a million outputs take and what it costs to change them. Not a test: run it by hand; the
 * figures are in docs/adr/0033.
 */
final class LedgerBench {

  private static final int OUTPUTS = Integer.getInteger("bench.outputs", 1_000_000);
  private static final int CHANGES = 3_000;

  private LedgerBench() {}

  public static void main(String[] args) {
    long empty = used();
    Trie<Unspent> trie = Trie.empty();
    long start = System.nanoTime();
    for (int i = 0; i < OUTPUTS; i++) {
      trie = trie.with(key(i), unspent(i));
    }
    say("%d outputs: %d ns each to add", OUTPUTS, (System.nanoTime() - start) / OUTPUTS);
    say("%d bytes each in memory", (used() - empty) / OUTPUTS);
    for (int round = 0; round < 5; round++) {
      List<Hash> gone = keys(round * CHANGES);
      List<Hash> come = keys(OUTPUTS + round * CHANGES);
      start = System.nanoTime();
      for (int i = 0; i < CHANGES; i++) {
        trie = trie.without(gone.get(i)).with(come.get(i), unspent(i));
      }
      say("%d spent and made: %d us", CHANGES, (System.nanoTime() - start) / 1_000);
    }
    say("%d outputs are left", trie.size());
    entries();
  }

  private static void entries() {
    List<Holding> coins = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      coins.add(new Holding(1_000, Town.to(i % 6)));
    }
    Genesis genesis =
        new Genesis(Town.START, coins, List.of(), Optional.empty(), Optional.empty(), List.of());
    Ledger ledger = Ledger.of(genesis);
    NaiveLedger books = new NaiveLedger(genesis);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < coins.size(); i++) {
      Holding half = new Holding(500, Town.to(1));
      Move move = new Move(List.of(genesis.coin(i)), List.of(half, half));
      entries.add(
          Town.signed(
              new Content(genesis.chain(), move, Move.NONE, 0, 0, Optional.empty(), Bytes.EMPTY),
              books));
    }
    RuleBook rules =
        RuleBook.of(new Chapter(Chapter.Limits.USUAL, Chapter.Charges.NONE, List.of()));
    Block block = ledger.next(Town.START + 1, entries, rules, Town.PAYEES);
    say("an entry of one input and two outputs: %d bytes", entries.getFirst().encode().length);
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      var applied = (Verdict.Applied) ledger.apply(block, rules, Town.PAYEES);
      long took = System.nanoTime() - start;
      say(
          "a block of %d entries: %d ms, %d entries/s",
          block.entries().size(), took / 1_000_000, block.entries().size() * 1_000_000_000L / took);
      start = System.nanoTime();
      applied.state().revert(applied.undo());
      say("taken back in %d us", (System.nanoTime() - start) / 1_000);
    }
  }

  private static List<Hash> keys(long from) {
    return LongStream.range(from, from + CHANGES).mapToObj(LedgerBench::key).toList();
  }

  private static Hash key(long i) {
    return Blake.all(writer -> writer.u64(i));
  }

  private static Unspent unspent(long i) {
    Condition condition = new Condition.ToAddress(new Address(Address.KEY, key(-1 - i)));
    return new Unspent(new Holding(1, condition), i, i);
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void say(String line, Object... args) {
    System.out.println(String.format(Locale.ROOT, line, args));
  }
}
