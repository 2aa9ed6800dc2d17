package rhizome.ledger.tree;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.hash.Hash;

/**
 * A map from hashes to hashes whose root says all that is in it, and nothing of how it came to be.
 * A binary trie in which each node parts its keys, so that {@code n} entries have {@code n - 1}
 * nodes (ADR 0034). A version never changes: to drop it is to forget it.
 */
public final class Tree {

  public static final Tree EMPTY = new Tree(null, 0);

  private final @Nullable Node top;
  private final long size;

  private Tree(@Nullable Node top, long size) {
    this.top = top;
    this.size = size;
  }

  /** How many entries there are. */
  public long size() {
    return size;
  }

  public Hash root() {
    return top == null ? Digests.EMPTY : top.hash();
  }

  public Optional<Hash> get(Hash key) {
    if (top == null) {
      return Optional.empty();
    }
    Leaf leaf = top.nearest(key);
    return leaf.key().equals(key) ? Optional.of(leaf.value()) : Optional.empty();
  }

  /** The version after {@code changes}, whose keys ascend and are each named once. */
  public Tree with(List<Change> changes) {
    Batch batch = Batch.of(top, changes);
    @Nullable Node after = batch.on(top);
    return after == top ? this : new Tree(after, size + batch.growth());
  }

  /** Shows one who knows the root what stands under {@code key}, or that nothing does. */
  public Proof proof(Hash key) {
    if (top == null) {
      return new Proof.Empty();
    }
    NavigableMap<Integer, Hash> siblings = new TreeMap<>();
    Node node = top;
    while (node instanceof Inner inner) {
      siblings.put(inner.depth(), inner.across(key).hash());
      node = inner.toward(key);
    }
    Entry entry = ((Leaf) node).entry();
    Path path = new Path(siblings);
    return entry.key().equals(key)
        ? new Proof.Present(entry.value(), path)
        : new Proof.Elsewhere(entry, path);
  }

  /** At most {@code entriesMax} entries in the order of their keys, from {@code from} on. */
  public Page page(Hash from, int entriesMax) {
    return Walk.page(top, from, entriesMax);
  }
}
