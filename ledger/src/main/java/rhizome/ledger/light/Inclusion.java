package rhizome.ledger.light;

import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/**
 * Shows that an entry is in a block: what is beside the way from its leaf up to the root over all
 * entries, in the tree of RFC 6962, section 2.1. Where in the block it is, is not shown.
 */
public record Inclusion(List<Beside> way) {

  /** More entries than 2^32 are in no block. */
  static final int WAY_MAX = 32;

  private static final int LEAF = 0;
  private static final int NODE = 1;

  /** A hash to the left of the way, or to the right. */
  public record Beside(boolean left, Hash hash) {

    static final int SIZE = 1 + Hash.SIZE;

    private Hash above(Hash below) {
      return left ? node(hash, below) : node(below, hash);
    }
  }

  public Inclusion {
    way = List.copyOf(way);
    if (way.size() > WAY_MAX) {
      throw new Malformed("way", "at most " + WAY_MAX + " hashes");
    }
  }

  /** Of the entry at {@code index} of a block's. */
  public static Inclusion of(List<Entry> entries, int index) {
    List<Hash> leaves = entries.stream().map(Inclusion::leaf).toList();
    List<Beside> way = new ArrayList<>();
    climb(leaves, index, way);
    return new Inclusion(way);
  }

  private static void climb(List<Hash> leaves, int index, List<Beside> way) {
    if (leaves.size() == 1) {
      return;
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    List<Hash> before = leaves.subList(0, left);
    List<Hash> after = leaves.subList(left, leaves.size());
    if (index < left) {
      climb(before, index, way);
      way.add(new Beside(false, root(after)));
    } else {
      climb(after, index - left, way);
      way.add(new Beside(true, root(before)));
    }
  }

  private static Hash root(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  /** Whether it shows that {@code entry}, with all that is shown in it, is under that root. */
  public boolean holds(Hash root, Entry entry) {
    Hash hash = leaf(entry);
    for (Beside beside : way) {
      hash = beside.above(hash);
    }
    return hash.equals(root);
  }

  private static Hash leaf(Entry entry) {
    return Blake.of(Writer.rivbin().octet(LEAF).raw(entry.octets()));
  }

  private static Hash node(Hash left, Hash right) {
    return Blake.of(Writer.rivbin().octet(NODE).raw(left.toArray()).raw(right.toArray()));
  }

  public void write(Writer writer) {
    writer.list(way, (to, each) -> each.hash().write(to.bool(each.left())));
  }

  public static Inclusion read(Reader reader) {
    return new Inclusion(
        reader.list(Beside.SIZE, from -> new Beside(from.bool(), Hash.read(from))));
  }
}
