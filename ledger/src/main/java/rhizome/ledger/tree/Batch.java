package rhizome.ledger.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.hash.Hash;

/**
 * Changes to one tree, made in one pass: each node that differs is made and hashed once. For each
 * it is known beforehand at which depth its key parts from all keys there are, as nodes do not keep
 * the bits that their keys have in common.
 */
final class Batch {

  private final List<Change> changes;
  private final int[] partings;
  private final long growth;

  private Batch(List<Change> changes, int[] partings, long growth) {
    this.changes = changes;
    this.partings = partings;
    this.growth = growth;
  }

  /** Of {@code all}, whose keys ascend, those that make a difference to {@code root}. */
  static Batch of(@Nullable Node root, List<Change> all) {
    List<Change> changes = new ArrayList<>(all.size());
    int[] partings = new int[all.size()];
    long growth = 0;
    @Nullable Hash previous = null;
    for (Change change : all) {
      if (previous != null && previous.compareTo(change.key()) >= 0) {
        throw new IllegalArgumentException(change.key() + " does not come after " + previous);
      }
      previous = change.key();
      int parting = root == null ? 0 : Bits.parting(change.key(), root.nearest(change.key()).key());
      boolean there = parting == Bits.ALL;
      if (there || change.value().isPresent()) {
        partings[changes.size()] = parting;
        changes.add(change);
        growth += there ? (change.value().isPresent() ? 0 : -1) : 1;
      }
    }
    return new Batch(changes, partings, growth);
  }

  /** By how many entries the tree grows. */
  long growth() {
    return growth;
  }

  @Nullable Node on(@Nullable Node root) {
    if (changes.isEmpty()) {
      return root;
    }
    return root == null ? fresh(0, changes.size()) : on(root, 0, changes.size());
  }

  /** With the changes {@code from} to before {@code to}, which begin as the keys of node do. */
  private @Nullable Node on(Node node, int from, int to) {
    if (from == to) {
      return node;
    }
    int first = firstToPart(from, to);
    int depth = partings[first];
    if (depth >= node.depth()) {
      return inside(node, from, to);
    }
    int middle = middle(from, to, depth);
    return first < middle
        ? Inner.join(depth, fresh(from, middle), on(node, middle, to))
        : Inner.join(depth, on(node, from, middle), fresh(middle, to));
  }

  private @Nullable Node inside(Node node, int from, int to) {
    return switch (node) {
      case Leaf leaf -> changed(leaf, changes.get(from));
      case Inner inner -> {
        int middle = middle(from, to, inner.depth());
        yield inner.with(on(inner.left(), from, middle), on(inner.right(), middle, to));
      }
    };
  }

  private static @Nullable Node changed(Leaf leaf, Change change) {
    if (change.value().isEmpty()) {
      return null;
    }
    Hash value = change.value().get();
    return value.equals(leaf.value()) ? leaf : new Leaf(change.key(), value);
  }

  /** A part of a tree that has these changes only, all of which put something. */
  private Node fresh(int from, int to) {
    Hash first = changes.get(from).key();
    if (to - from == 1) {
      return new Leaf(first, changes.get(from).value().orElseThrow());
    }
    int depth = Bits.parting(first, changes.get(to - 1).key());
    int middle = middle(from, to, depth);
    return new Inner(depth, fresh(from, middle), fresh(middle, to));
  }

  private int firstToPart(int from, int to) {
    int first = from;
    for (int i = from + 1; i < to; i++) {
      first = partings[i] < partings[first] ? i : first;
    }
    return first;
  }

  /** The first of the changes that goes right at {@code depth}; they are the same above it. */
  private int middle(int from, int to, int depth) {
    int low = from;
    int high = to;
    while (low < high) {
      int at = (low + high) >>> 1;
      if (Bits.right(changes.get(at).key(), depth)) {
        high = at;
      } else {
        low = at + 1;
      }
    }
    return low;
  }
}
