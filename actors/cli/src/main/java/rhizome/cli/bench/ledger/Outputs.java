package rhizome.cli.bench.ledger;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rhizome.cli.bench.Figure;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.header.Gathered;
import rhizome.ledger.header.Item;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.tree.Change;
import rhizome.ledger.tree.Tree;

/**
 * What a validator holds of unspent outputs: where the ledger finds them, and the tree of hashes
 * over them. Each has an owner of its own, which in a chain is rather the most.
 */
final class Outputs {

  private static final int AT_ONCE = 10_000;
  private static final int ADDRESS_OF_KEY = 1;

  private Outputs() {}

  /** By the heap after a full collection, before and after. */
  static Figure bytes(int count, long seed) {
    long before = used();
    Gathered held = Gathered.NOTHING;
    Tree tree = Tree.EMPTY;
    for (int from = 0; from < count; from += AT_ONCE) {
      List<Item> some = items(seed, from, Math.min(from + AT_ONCE, count));
      held = held.with(some);
      tree = tree.with(changes(some));
    }
    long after = used();
    if (held.coins().size() != count || tree.size() != count) {
      throw new IllegalStateException("%d outputs, not %d".formatted(tree.size(), count));
    }
    return Figure.single("bytes-per-output", "B", (after - before) / (double) count);
  }

  private static List<Item> items(long seed, int from, int to) {
    List<Item> items = new ArrayList<>();
    for (int i = from; i < to; i++) {
      var owner = new Condition.ToAddress(new Address(ADDRESS_OF_KEY, Traffic.hash(seed, 1, i)));
      var unspent = new Unspent(new Holding(i + 1L, owner), 1, 1);
      items.add(new Item.Coin(new OutputId(Traffic.hash(seed, 0, i)), unspent));
    }
    return items;
  }

  private static List<Change> changes(List<Item> items) {
    return items.stream()
        .map(it -> new Change(it.key(), Optional.of(it.value())))
        .sorted(Comparator.comparing(Change::key))
        .toList();
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
