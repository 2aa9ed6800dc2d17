package rhizome.ledger.pool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Prospect;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** All that waits, by what it is called, what it claims, and what it makes. */
final class Room implements Prospect.Before {

  private record Made(Waiting by, Holding holding) {}

  private final Map<TransactionId, Waiting> all = new LinkedHashMap<>();
  private final Map<Hash, Waiting> claimed = new LinkedHashMap<>();
  private final Map<Hash, Made> coins = new LinkedHashMap<>();
  private final Map<Hash, Made> stakes = new LinkedHashMap<>();
  private final NavigableSet<Waiting> leaves = new TreeSet<>(Waiting.WORST_FIRST);
  private long bytes;
  private long minted;

  int size() {
    return all.size();
  }

  long bytes() {
    return bytes;
  }

  /** The units that all of them would mint. */
  long minted() {
    return minted;
  }

  boolean has(TransactionId id) {
    return all.containsKey(id);
  }

  @Nullable Waiting get(TransactionId id) {
    return all.get(id);
  }

  /** As they came, so parents first. */
  List<Waiting> inOrder() {
    return List.copyOf(all.values());
  }

  /** Those on which nothing builds. */
  NavigableSet<Waiting> leaves() {
    return leaves;
  }

  @Override
  public Optional<Holding> coin(OutputId id) {
    return Optional.ofNullable(coins.get(id.hash())).map(Made::holding);
  }

  @Override
  public Optional<Holding> stake(OutputId id) {
    return Optional.ofNullable(stakes.get(id.hash())).map(Made::holding);
  }

  /** Who has any of these claims. */
  Set<Waiting> claimants(List<Hash> claims) {
    Set<Waiting> found = Waiting.some();
    for (Hash claim : claims) {
      add(claimed.get(claim), found);
    }
    return found;
  }

  private static void add(@Nullable Waiting one, Set<Waiting> to) {
    if (one != null) {
      to.add(one);
    }
  }

  /** Whose outputs it spends. */
  Set<Waiting> parents(Content content) {
    Set<Waiting> found = Waiting.some();
    makers(content.coins().inputs(), coins, found);
    makers(content.stakes().inputs(), stakes, found);
    return found;
  }

  private static void makers(List<OutputId> inputs, Map<Hash, Made> made, Set<Waiting> to) {
    for (OutputId input : inputs) {
      Made output = made.get(input.hash());
      if (output != null) {
        to.add(output.by());
      }
    }
  }

  /** {@code free}: others may build on the stake it makes before it is in a block. */
  void put(Waiting fresh, boolean free) {
    for (Waiting parent : parents(fresh.entry.content())) {
      fresh.parents.add(parent);
      parent.children.add(fresh);
      leaves.remove(parent);
    }
    all.put(fresh.id, fresh);
    leaves.add(fresh);
    fresh.claims.forEach(claim -> claimed.put(claim, fresh));
    Content content = fresh.entry.content();
    List<Holding> made = content.coins().outputs();
    for (int i = 0; i < made.size(); i++) {
      coins.put(fresh.entry.coins().get(i).hash(), new Made(fresh, made.get(i)));
    }
    List<Holding> moved = content.stakes().outputs();
    for (int i = 0; free && i < moved.size(); i++) {
      stakes.put(fresh.entry.stakes().get(i).hash(), new Made(fresh, moved.get(i)));
    }
    bytes += fresh.bytes();
    minted += minted(content);
  }

  private void remove(Waiting gone) {
    all.remove(gone.id);
    leaves.remove(gone);
    for (Waiting parent : gone.parents) {
      parent.children.remove(gone);
      if (parent.children.isEmpty()) {
        leaves.add(parent);
      }
    }
    gone.children.forEach(child -> child.parents.remove(gone));
    gone.claims.forEach(claimed::remove);
    gone.entry.coins().forEach(made -> coins.remove(made.hash()));
    gone.entry.stakes().forEach(made -> stakes.remove(made.hash()));
    bytes -= gone.bytes();
    minted -= minted(gone.entry.content());
  }

  static long minted(Content content) {
    return content.order().orElse(null) instanceof Order.Mint(_, long units) ? units : 0;
  }

  /** They go with all that builds on them; who has gone is told. */
  List<TransactionId> drop(Collection<Waiting> from) {
    Set<Waiting> gone = Waiting.downwards(from);
    gone.forEach(this::remove);
    return gone.stream().map(each -> each.id).toList();
  }

  /** They go alone: what builds on them builds on the ledger now. */
  void settle(Collection<Waiting> taken) {
    Set<Waiting> left = Waiting.downwards(taken);
    taken.forEach(this::remove);
    taken.forEach(left::remove);
    for (Waiting each : left) {
      boolean leaf = leaves.remove(each);
      each.measure(Waiting.upwards(each.parents));
      if (leaf) {
        leaves.add(each);
      }
    }
  }
}
