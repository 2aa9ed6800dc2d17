package rhizome.ledger.tree;

import rhizome.ledger.hash.Hash;

/** Keys as bits: depth 0 is the highest bit of the first byte, so that order goes by depth. */
final class Bits {

  /** How many bits a key has; also the depth at which a key parts from itself. */
  static final int ALL = Hash.SIZE * Byte.SIZE;

  private Bits() {}

  /** Whether {@code key} goes right at {@code depth}. */
  static boolean right(Hash key, int depth) {
    return key.bit(ALL - 1 - depth);
  }

  /** The first depth at which two keys differ; {@link #ALL} if they are the same. */
  static int parting(Hash one, Hash other) {
    long[] differ = {
      one.first() ^ other.first(),
      one.second() ^ other.second(),
      one.third() ^ other.third(),
      one.fourth() ^ other.fourth()
    };
    for (int i = 0; i < differ.length; i++) {
      if (differ[i] != 0) {
        return i * Long.SIZE + Long.numberOfLeadingZeros(differ[i]);
      }
    }
    return ALL;
  }

  /** The least key above {@code key}, of those there are. */
  static Hash above(Hash key) {
    long fourth = key.fourth() + 1;
    long third = key.third() + carry(fourth);
    long second = key.second() + (third == 0 ? carry(fourth) : 0);
    long first = key.first() + (second == 0 && third == 0 ? carry(fourth) : 0);
    return new Hash(first, second, third, fourth);
  }

  private static long carry(long word) {
    return word == 0 ? 1 : 0;
  }
}
