package rhizome.ledger.tree;

import org.jspecify.annotations.Nullable;
import rhizome.ledger.hash.Hash;

/**
 * Where keys part: those whose bit at the depth is 0, and those whose bit is 1. The hash is four
 * words in the node, which takes 56 bytes; as an array it would be an object of 48 beside 32.
 */
final class Inner implements Node {

  private final short depth;
  private final Node left;
  private final Node right;
  private final long hash0;
  private final long hash1;
  private final long hash2;
  private final long hash3;

  Inner(int depth, Node left, Node right) {
    this.depth = (short) depth;
    this.left = left;
    this.right = right;
    Hash hash = Digests.inner(depth, left.hash(), right.hash());
    hash0 = hash.first();
    hash1 = hash.second();
    hash2 = hash.third();
    hash3 = hash.fourth();
  }

  /** Both sides under one node, or the one that there is. */
  static @Nullable Node join(int depth, @Nullable Node left, @Nullable Node right) {
    if (left == null) {
      return right;
    }
    return right == null ? left : new Inner(depth, left, right);
  }

  /** This node with other sides: itself if they are its own. */
  @Nullable Node with(@Nullable Node newLeft, @Nullable Node newRight) {
    return newLeft == left && newRight == right ? this : join(depth, newLeft, newRight);
  }

  Node left() {
    return left;
  }

  Node right() {
    return right;
  }

  /** The side that {@code key} is on. */
  Node toward(Hash key) {
    return Bits.right(key, depth) ? right : left;
  }

  /** The side that {@code key} is not on. */
  Node across(Hash key) {
    return Bits.right(key, depth) ? left : right;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public Hash hash() {
    return new Hash(hash0, hash1, hash2, hash3);
  }
}
