package rhizome.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/** Random contents of a tree, with keys that have much in common; and its root from the words. */
record Leaves(RandomGenerator random) {

  Hash hash() {
    return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** A key that is there, or one that parts from it anywhere, or any, or the first or the last. */
  Hash keyNear(NavigableMap<Hash, Hash> there) {
    if (there.isEmpty() || random.nextInt(4) == 0) {
      return switch (random.nextInt(8)) {
        case 0 -> Hash.ZERO;
        case 1 -> new Hash(-1, -1, -1, -1);
        default -> hash();
      };
    }
    Hash key = List.copyOf(there.keySet()).get(random.nextInt(there.size()));
    return random.nextBoolean() ? key : flipped(key, random.nextInt(Bits.ALL));
  }

  /** None of the bytes that differ from these by one bit is taken. */
  static void everyBitMatters(byte[] octets, Predicate<byte[]> taken) {
    for (int bit = 0; bit < 8 * octets.length; bit++) {
      byte[] flipped = octets.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(isTaken(flipped, taken)).as("bit %d", bit).isFalse();
    }
  }

  private static boolean isTaken(byte[] octets, Predicate<byte[]> taken) {
    try {
      return taken.test(octets);
    } catch (Malformed _) {
      return false;
    }
  }

  static Hash flipped(Hash key, int depth) {
    byte[] octets = key.toArray();
    octets[depth / 8] ^= (byte) (0x80 >>> (depth % 8));
    return Hash.of(octets);
  }

  /** Changes with ascending keys, which {@code there} is changed by too. */
  List<Change> changes(NavigableMap<Hash, Hash> there, int most) {
    TreeMap<Hash, Optional<Hash>> changes = new TreeMap<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      Hash key = keyNear(there);
      Optional<Hash> same = Optional.ofNullable(there.get(key));
      boolean removed = random.nextInt(3) == 0;
      Optional<Hash> put = random.nextInt(8) == 0 && same.isPresent() ? same : Optional.of(hash());
      changes.put(key, removed ? Optional.empty() : put);
    }
    List<Change> all = new ArrayList<>();
    changes.forEach((key, value) -> all.add(new Change(key, value)));
    all.forEach(
        it ->
            it.value().ifPresentOrElse(v -> there.put(it.key(), v), () -> there.remove(it.key())));
    return all;
  }

  /** The contents after a few batches; at times none, or one entry. */
  NavigableMap<Hash, Hash> contents() {
    NavigableMap<Hash, Hash> there = new TreeMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      changes(there, 1 + random.nextInt(20));
    }
    return there;
  }

  static Tree tree(Map<Hash, Hash> contents) {
    List<Change> changes = new ArrayList<>();
    contents.forEach((key, value) -> changes.add(Change.put(key, value)));
    return Tree.EMPTY.with(changes);
  }

  /** The root as ADR 0034 defines it, by nothing of the tree's own. */
  static Hash rootOf(List<Map.Entry<Hash, Hash>> entries) {
    return entries.isEmpty() ? Blake.of(new byte[] {4}) : rootOf(entries, 0);
  }

  private static Hash rootOf(List<Map.Entry<Hash, Hash>> entries, int depth) {
    if (entries.size() == 1) {
      Map.Entry<Hash, Hash> only = entries.getFirst();
      return Blake.of(joined(new byte[] {2}, only.getKey(), only.getValue()));
    }
    int at = depth;
    while (left(entries, at).isEmpty() || left(entries, at).size() == entries.size()) {
      at++;
    }
    List<Map.Entry<Hash, Hash>> left = left(entries, at);
    List<Map.Entry<Hash, Hash>> right = entries.subList(left.size(), entries.size());
    byte[] begin = {3, (byte) at};
    return Blake.of(joined(begin, rootOf(left, at + 1), rootOf(right, at + 1)));
  }

  private static List<Map.Entry<Hash, Hash>> left(List<Map.Entry<Hash, Hash>> entries, int depth) {
    return entries.stream()
        .filter(it -> (it.getKey().toArray()[depth / 8] & (0x80 >>> (depth % 8))) == 0)
        .toList();
  }

  private static byte[] joined(byte[] begin, Hash one, Hash other) {
    byte[] all = Arrays.copyOf(begin, begin.length + 64);
    System.arraycopy(one.toArray(), 0, all, begin.length, 32);
    System.arraycopy(other.toArray(), 0, all, begin.length + 32, 32);
    return all;
  }
}
