package rhizome.ledger.hash;

import java.util.ArrayList;
import java.util.List;

/** The root of a Merkle tree in the shape of RFC 6962, section 2.1, over BLAKE2b-256. */
public final class Merkle {

  private static final int LEAF = 0;
  private static final int NODE = 1;

  private Merkle() {}

  /** The root over what the leaves hold, in order; 32 zero bytes if there are none. */
  public static Hash root(List<byte[]> leaves) {
    List<Hash> level = new ArrayList<>(leaves.size());
    leaves.forEach(leaf -> level.add(Blake.prefixed(LEAF, leaf)));
    return level.isEmpty() ? Hash.ZERO : root(level, 0, level.size());
  }

  private static Hash root(List<Hash> leaves, int from, int to) {
    if (to - from == 1) {
      return leaves.get(from);
    }
    int left = Integer.highestOneBit(to - from - 1);
    byte[] both = new byte[2 * Hash.SIZE];
    System.arraycopy(root(leaves, from, from + left).toArray(), 0, both, 0, Hash.SIZE);
    System.arraycopy(root(leaves, from + left, to).toArray(), 0, both, Hash.SIZE, Hash.SIZE);
    return Blake.prefixed(NODE, both);
  }
}
