package rhizome.ledger.tree;

import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/**
 * What is hashed, and all that a light client has to know of the tree. Each kind begins with a byte
 * of its own, which no leaf or node of {@code Merkle} begins with either, and has one length; a
 * node's depth is in its hash, so no proof can have it part elsewhere (ADR 0034).
 */
final class Digests {

  static final int LEAF = 2;
  static final int INNER = 3;
  static final int NOTHING = 4;

  static final Hash EMPTY = Blake.of(new byte[] {NOTHING});

  private Digests() {}

  static Hash leaf(Hash key, Hash value) {
    byte[] octets = new byte[1 + 2 * Hash.SIZE];
    octets[0] = LEAF;
    return both(octets, key, value);
  }

  /** Of a node whose keys part at {@code depth}, 0 to 255. */
  static Hash inner(int depth, Hash left, Hash right) {
    byte[] octets = new byte[2 + 2 * Hash.SIZE];
    octets[0] = INNER;
    octets[1] = (byte) depth;
    return both(octets, left, right);
  }

  private static Hash both(byte[] octets, Hash one, Hash other) {
    one.into(octets, octets.length - 2 * Hash.SIZE);
    other.into(octets, octets.length - Hash.SIZE);
    return Blake.of(octets);
  }
}
