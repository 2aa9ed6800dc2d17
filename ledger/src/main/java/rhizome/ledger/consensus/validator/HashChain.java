package rhizome.ledger.consensus.validator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import rhizome.ledger.hash.Hash;

/**
 * The secret side of a beacon: {@code length} reveals, last link first. It keeps every so manieth
 * link and the stretch it is in, some 2 * sqrt(length) hashes, and reckons each link twice in all.
 */
public final class HashChain {

  private final int stride;
  private final Hash tip;
  private final List<Hash> marks = new ArrayList<>();
  private final List<Hash> stretch = new ArrayList<>();
  private int left;

  /** A chain that begins with a secret, which is its last reveal. */
  public HashChain(Hash secret, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a chain of " + length + " reveals");
    }
    this.left = length;
    this.stride = Math.max(1, (int) Math.sqrt(length));
    Hash at = secret;
    for (int i = 0; i < length; i++) {
      if (i % stride == 0) {
        marks.add(at);
      }
      at = Beacon.link(at);
    }
    this.tip = at;
  }

  /** How many reveals come behind {@code commitment}; nothing if it is not of that chain. */
  public static OptionalInt behind(Hash secret, int length, Hash commitment) {
    Hash at = secret;
    for (int left = 0; left <= length; left++) {
      if (at.equals(commitment)) {
        return OptionalInt.of(left);
      }
      at = Beacon.link(at);
    }
    return OptionalInt.empty();
  }

  /** What is committed to. */
  public Hash tip() {
    return tip;
  }

  /** How many reveals are left. */
  public int left() {
    return left;
  }

  /** The next reveal; nothing when all were shown. */
  public Optional<Hash> reveal() {
    if (left == 0) {
      return Optional.empty();
    }
    left--;
    if (stretch.isEmpty()) {
      Hash at = marks.removeLast();
      for (int i = left - left % stride; i <= left; i++) {
        stretch.add(at);
        at = Beacon.link(at);
      }
    }
    return Optional.of(stretch.removeLast());
  }

  /** How many hashes are kept. */
  int kept() {
    return marks.size() + stretch.size();
  }
}
