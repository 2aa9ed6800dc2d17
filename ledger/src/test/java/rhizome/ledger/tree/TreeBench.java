package rhizome.ledger.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import rhizome.ledger.hash.Hash;

/**
 * The figures of ADR 0034, run by hand: {@code java rhizome.ledger.tree.TreeBench 1000000}. Memory
 * is what is used after a collection, with what the tree takes and without.
 */
final class TreeBench {

  private static final int CHANGES = 3_000;

  private final SplittableRandom random = new SplittableRandom(1);

  private TreeBench() {}

  public static void main(String[] args) {
    new TreeBench().run(args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]));
  }

  private Hash hash() {
    return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Half of them spend what is there, and half make something new. */
  private List<Change> batch(List<Hash> there) {
    TreeMap<Hash, Change> changes = new TreeMap<>();
    for (int i = 0; i < CHANGES / 2; i++) {
      Hash spent = there.get(random.nextInt(there.size()));
      changes.put(spent, Change.remove(spent));
      Hash made = hash();
      changes.put(made, Change.put(made, hash()));
    }
    return List.copyOf(changes.values());
  }

  private void run(int entries) {
    long before = used();
    List<Hash> sample = new ArrayList<>();
    long began = System.nanoTime();
    Tree tree = Tree.EMPTY;
    while (tree.size() < entries) {
      tree = tree.with(some(Math.min(100_000, entries - (int) tree.size()), sample));
    }
    System.out.printf("filled %,d entries in %,d ms%n", tree.size(), millis(began));
    long after = used();
    System.out.printf("%.1f bytes an entry%n", (after - before - sample.size() * 52.0) / entries);
    for (int i = 0; i < 20; i++) {
      tree.with(batch(sample));
    }
    int rounds = 30;
    List<List<Change>> batches = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      batches.add(batch(sample));
    }
    began = System.nanoTime();
    for (List<Change> batch : batches) {
      tree.with(batch);
    }
    System.out.printf("%.1f ms for %,d changes%n", millis(began) / (double) rounds, CHANGES);
    long held = used();
    Tree next = tree.with(batches.getFirst());
    System.out.printf("%,d bytes for a version of these%n", used() - held);
    proofs(tree, sample);
    System.out.printf("(kept: %d and %d)%n", tree.size(), next.size());
  }

  private List<Change> some(int count, List<Hash> sample) {
    TreeMap<Hash, Change> changes = new TreeMap<>();
    while (changes.size() < count) {
      Hash key = hash();
      changes.put(key, Change.put(key, hash()));
      if (changes.size() % 50 == 0) {
        sample.add(key);
      }
    }
    return List.copyOf(changes.values());
  }

  private void proofs(Tree tree, List<Hash> sample) {
    long octets = 0;
    long longest = 0;
    long siblings = 0;
    for (Hash key : sample) {
      Proof proof = tree.proof(key);
      int size = proof.encode().length;
      octets += size;
      longest = Math.max(longest, size);
      siblings += proof instanceof Proof.Present(var _, var path) ? path.siblings().size() : 0;
    }
    System.out.printf(
        "a proof has %.0f bytes, %d at most; %.1f siblings%n",
        octets / (double) sample.size(), longest, siblings / (double) sample.size());
    System.out.printf("an exclusion has %d bytes%n", tree.proof(hash()).encode().length);
    long began = System.nanoTime();
    Hash root = tree.root();
    for (int i = 0; i < 1_000; i++) {
      Hash key = sample.get(i % sample.size());
      if (!tree.proof(key).holds(root, key)) {
        throw new IllegalStateException("a proof of " + key + " does not hold");
      }
    }
    System.out.printf("%d us to make and check one%n", millis(began));
    pages(tree);
  }

  /** How many nodes there would be if each bit that keys have in common were one. */
  private static long bitByBit(List<Entry> entries) {
    long nodes = 0;
    int parted = -1;
    for (int i = 0; i < entries.size(); i++) {
      int next =
          i + 1 == entries.size()
              ? -1
              : Bits.parting(entries.get(i).key(), entries.get(i + 1).key());
      nodes += Math.max(0, next - parted);
      parted = next;
    }
    return nodes;
  }

  private static void pages(Tree tree) {
    List<Entry> all = new ArrayList<>();
    Rebuild rebuild = Rebuild.of(tree.root());
    long octets = 0;
    int pages = 0;
    long began = System.nanoTime();
    while (rebuild.next().isPresent()) {
      Page page = tree.page(rebuild.next().get(), 1024);
      octets += page.encode().length;
      pages++;
      all.addAll(page.entries());
      rebuild = rebuild.take(page).orElseThrow();
    }
    System.out.printf(
        "%,d pages of %,d bytes, rebuilt in %,d ms%n", pages, octets / pages, millis(began));
    System.out.printf("%,d nodes; bit by bit it would be %,d%n", tree.size() - 1, bitByBit(all));
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long millis(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
