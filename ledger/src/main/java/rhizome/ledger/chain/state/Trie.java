package rhizome.ledger.chain.state;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import rhizome.ledger.chain.Weighed;
import rhizome.ledger.hash.Hash;

/**
 * Values by hash, of which every version stays as it was: a change copies the way from the root,
 * about six nodes for ten million values, and shares the rest. Each node knows how much the values
 * below it weigh, so the sum of all is at hand. The shape follows from the contents alone, 16
 * branches for each 4 bits of the key, in the order of keys (ADR 0033).
 */
public final class Trie<V extends Weighed> {

  private static final int BITS = 4;
  private static final int SLOTS_IN_WORD = Long.SIZE / BITS;

  private sealed interface Node<V extends Weighed> {
    int size();

    long weight();
  }

  private record Empty<V extends Weighed>() implements Node<V> {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public long weight() {
      return 0;
    }
  }

  private record Leaf<V extends Weighed>(Hash key, V value) implements Node<V> {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public long weight() {
      return value.weight();
    }
  }

  /** Has two values below it or more; a bit of {@code slots} for each child, in their order. */
  private static final class Branch<V extends Weighed> implements Node<V> {
    private final int slots;
    private final Node<V>[] children;
    private final int size;
    private final long weight;

    private Branch(int slots, Node<V>[] children, int size, long weight) {
      this.slots = slots;
      this.children = children;
      this.size = size;
      this.weight = weight;
    }

    static <V extends Weighed> Branch<V> none() {
      return new Branch<>(0, Trie.none(), 0, 0);
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public long weight() {
      return weight;
    }

    boolean has(int slot) {
      return (slots & (1 << slot)) != 0;
    }

    /** Where the child of {@code slot} is, or would be. */
    int index(int slot) {
      return Integer.bitCount(slots & ((1 << slot) - 1));
    }

    Node<V> child(int slot) {
      return children[index(slot)];
    }

    Branch<V> with(int slot, Node<V> child) {
      int at = index(slot);
      if (has(slot)) {
        Node<V> was = children[at];
        Node<V>[] same = children.clone();
        same[at] = child;
        return made(slots, same, child.size() - was.size(), weight - was.weight(), child.weight());
      }
      Node<V>[] more = Arrays.copyOf(children, children.length + 1);
      System.arraycopy(children, at, more, at + 1, children.length - at);
      more[at] = child;
      return made(slots | (1 << slot), more, child.size(), weight, child.weight());
    }

    /** What a child weighs is no more than the branch it is of, so taking it off is safe. */
    private Branch<V> made(int to, Node<V>[] all, int grown, long others, long child) {
      return new Branch<>(to, all, size + grown, Math.addExact(others, child));
    }

    /** One value that is left alone stands where the branch stood. */
    Node<V> without(int slot) {
      int at = index(slot);
      if (children.length == 2 && children[1 - at] instanceof Leaf<V> last) {
        return last;
      }
      Node<V> gone = children[at];
      Node<V>[] fewer = Arrays.copyOf(children, children.length - 1);
      System.arraycopy(children, at + 1, fewer, at, fewer.length - at);
      return made(slots & ~(1 << slot), fewer, -gone.size(), weight, -gone.weight());
    }

    /** As {@link Trie#equals}: what two versions share is not looked at. */
    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Branch<?> that
              && slots == that.slots
              && size == that.size
              && weight == that.weight
              && Arrays.equals(children, that.children));
    }

    @Override
    public int hashCode() {
      return 31 * size + Long.hashCode(weight);
    }
  }

  private final Node<V> root;

  private Trie(Node<V> root) {
    this.root = root;
  }

  public static <V extends Weighed> Trie<V> empty() {
    return new Trie<>(new Empty<>());
  }

  public int size() {
    return root.size();
  }

  /** The sum of what all values weigh. */
  public long weight() {
    return root.weight();
  }

  public Optional<V> get(Hash key) {
    Node<V> node = root;
    for (int depth = 0; node instanceof Branch<V> branch; depth++) {
      int slot = slot(key, depth);
      if (!branch.has(slot)) {
        return Optional.empty();
      }
      node = branch.child(slot);
    }
    return node instanceof Leaf<V>(var found, var value) && found.equals(key)
        ? Optional.of(value)
        : Optional.empty();
  }

  public boolean has(Hash key) {
    return get(key).isPresent();
  }

  public Trie<V> with(Hash key, V value) {
    return new Trie<>(with(root, new Leaf<>(key, value), 0));
  }

  private static <V extends Weighed> Node<V> with(Node<V> node, Leaf<V> leaf, int depth) {
    return switch (node) {
      case Empty<V> _ -> leaf;
      case Leaf<V> other -> other.key().equals(leaf.key()) ? leaf : fork(other, leaf, depth);
      case Branch<V> branch -> {
        int slot = slot(leaf.key(), depth);
        yield branch.with(
            slot, branch.has(slot) ? with(branch.child(slot), leaf, depth + 1) : leaf);
      }
    };
  }

  private static <V extends Weighed> Node<V> fork(Leaf<V> one, Leaf<V> other, int depth) {
    int slot = slot(one.key(), depth);
    int otherSlot = slot(other.key(), depth);
    Branch<V> none = Branch.none();
    return slot == otherSlot
        ? none.with(slot, fork(one, other, depth + 1))
        : none.with(slot, one).with(otherSlot, other);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
  private static <V extends Weighed> Node<V>[] none() {
    return new Node[0];
  }

  public Trie<V> without(Hash key) {
    return has(key) ? new Trie<>(without(root, key, 0)) : this;
  }

  /** The key is there. */
  private static <V extends Weighed> Node<V> without(Node<V> node, Hash key, int depth) {
    if (!(node instanceof Branch<V> branch)) {
      return new Empty<>();
    }
    int slot = slot(key, depth);
    Node<V> child = branch.child(slot);
    if (child instanceof Leaf<V>) {
      return branch.without(slot);
    }
    Node<V> left = without(child, key, depth + 1);
    return branch.children.length == 1 && left instanceof Leaf<V> ? left : branch.with(slot, left);
  }

  /** All values in the order of their keys. */
  public void forEach(BiConsumer<Hash, V> each) {
    forEach(root, each);
  }

  private static <V extends Weighed> void forEach(Node<V> node, BiConsumer<Hash, V> each) {
    switch (node) {
      case Empty<V> _ -> {}
      case Leaf<V>(var key, var value) -> each.accept(key, value);
      case Branch<V> branch -> {
        for (Node<V> child : branch.children) {
          forEach(child, each);
        }
      }
    }
  }

  private static int slot(Hash key, int depth) {
    long word =
        switch (depth / SLOTS_IN_WORD) {
          case 0 -> key.first();
          case 1 -> key.second();
          case 2 -> key.third();
          default -> key.fourth();
        };
    int shift = Long.SIZE - BITS * (depth % SLOTS_IN_WORD + 1);
    return (int) (word >>> shift) & ((1 << BITS) - 1);
  }

  /** The same keys and values; costs as much as differs, and the way to it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Trie<?> that && root.equals(that.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  @Override
  public String toString() {
    return size() + " values that weigh " + weight();
  }
}
