package rhizome.ledger.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.hash.Hash;

/** The entries of one version in the order of their keys, while blocks go on from it. */
final class Walk {

  /** The last part of the tree whose keys are all before the walk. */
  private @Nullable Node behind;

  /** Parts that are still to be walked through, the next on top. */
  private final Deque<Node> ahead = new ArrayDeque<>();

  /** From {@code from} on; parts are on one side of it below the depth where it leaves the tree. */
  private Walk(Node top, Hash from) {
    int parting = Bits.parting(from, top.nearest(from).key());
    Node node = top;
    while (node instanceof Inner inner && inner.depth() < parting) {
      if (Bits.right(from, inner.depth())) {
        behind = inner.left();
      } else {
        ahead.push(inner.right());
      }
      node = inner.toward(from);
    }
    if (parting < Bits.ALL && Bits.right(from, parting)) {
      behind = node;
    } else {
      ahead.push(node);
    }
  }

  static Page page(@Nullable Node top, Hash from, int entriesMax) {
    if (entriesMax < 1) {
      throw new IllegalArgumentException("a page of " + entriesMax + " entries");
    }
    if (top == null) {
      return new Page(Optional.empty(), List.of(), Path.EMPTY, Path.EMPTY);
    }
    Walk walk = new Walk(top, from);
    Optional<Entry> before = Optional.ofNullable(walk.behind).map(node -> node.last().entry());
    List<Entry> entries = walk.next(entriesMax);
    Hash first = before.orElseGet(entries::getFirst).key();
    Hash last = entries.isEmpty() ? first : entries.getLast().key();
    return new Page(before, entries, beside(top, first, true), beside(top, last, false));
  }

  private List<Entry> next(int entriesMax) {
    List<Entry> entries = new ArrayList<>();
    while (!ahead.isEmpty() && entries.size() < entriesMax) {
      switch (ahead.pop()) {
        case Leaf leaf -> entries.add(leaf.entry());
        case Inner inner -> {
          ahead.push(inner.right());
          ahead.push(inner.left());
        }
      }
    }
    return entries;
  }

  /** What is beside the way to {@code key} where that goes right, or else left. */
  private static Path beside(Node top, Hash key, boolean right) {
    NavigableMap<Integer, Hash> siblings = new TreeMap<>();
    Node node = top;
    while (node instanceof Inner inner) {
      if (Bits.right(key, inner.depth()) == right) {
        siblings.put(inner.depth(), inner.across(key).hash());
      }
      node = inner.toward(key);
    }
    return new Path(siblings);
  }
}
