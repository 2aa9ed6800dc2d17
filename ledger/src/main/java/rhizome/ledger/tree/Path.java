package rhizome.ledger.tree;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/**
 * Hashes beside the way from a root to a key, by the depths at which they are left. As bytes: 256
 * bits that say which depths, depth 0 first, and the hashes from the root down. So it has one form,
 * of 8,224 bytes at most.
 */
public record Path(NavigableMap<Integer, Hash> siblings) {

  public static final Path EMPTY = new Path(new TreeMap<>());

  public Path {
    siblings = Collections.unmodifiableNavigableMap(new TreeMap<>(siblings));
    if (!siblings.isEmpty() && (siblings.firstKey() < 0 || siblings.lastKey() >= Bits.ALL)) {
      throw new Malformed("path", "depths from 0 to 255");
    }
  }

  public boolean isEmpty() {
    return siblings.isEmpty();
  }

  @Nullable Hash at(int depth) {
    return siblings.get(depth);
  }

  /** Whether {@code key} goes right, or else left, wherever there is a sibling. */
  boolean leaves(Hash key, boolean right) {
    return siblings.keySet().stream().allMatch(depth -> Bits.right(key, depth) == right);
  }

  /** What the root is, if {@code below} is where {@code key} leads to. */
  Hash root(Hash key, Hash below) {
    Hash hash = below;
    for (Map.Entry<Integer, Hash> each : siblings.descendingMap().entrySet()) {
      int depth = each.getKey();
      hash =
          Bits.right(key, depth)
              ? Digests.inner(depth, each.getValue(), hash)
              : Digests.inner(depth, hash, each.getValue());
    }
    return hash;
  }

  static Path read(Reader reader) {
    byte[] depths = reader.raw(Hash.SIZE);
    NavigableMap<Integer, Hash> siblings = new TreeMap<>();
    for (int depth = 0; depth < Bits.ALL; depth++) {
      if ((depths[depth / Byte.SIZE] & mask(depth)) != 0) {
        siblings.put(depth, Hash.read(reader));
      }
    }
    return new Path(siblings);
  }

  void write(Writer writer) {
    byte[] depths = new byte[Hash.SIZE];
    siblings.keySet().forEach(depth -> depths[depth / Byte.SIZE] |= (byte) mask(depth));
    writer.raw(depths);
    siblings.values().forEach(hash -> hash.write(writer));
  }

  private static int mask(int depth) {
    return 0x80 >>> (depth % Byte.SIZE);
  }
}
