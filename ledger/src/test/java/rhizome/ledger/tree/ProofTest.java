package rhizome.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;

/** What a proof says is so, and one who has only the root cannot be shown anything else. */
class ProofTest {

  @Test
  void ofEveryKeyItIsShownWhatStandsThere() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          for (int i = 0; i < 20; i++) {
            Hash key = leaves.keyNear(contents);
            Proof proof = tree.proof(key);
            assertThat(proof.holds(tree.root(), key)).isTrue();
            assertThat(proof.value()).isEqualTo(Optional.ofNullable(contents.get(key)));
            byte[] octets = proof.encode();
            assertThat(Proof.decode(octets)).isEqualTo(proof);
            assertThat(octets).hasSizeLessThanOrEqualTo(Proof.SIZE_MAX);
          }
        });
  }

  @Test
  void aProofWithAnyBitFlippedIsRefused() {
    Property.forAll(
        50,
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          Hash key = leaves.keyNear(contents);
          byte[] octets = tree.proof(key).encode();
          Leaves.everyBitMatters(octets, bytes -> Proof.decode(bytes).holds(tree.root(), key));
        });
  }

  @Test
  void aProofHoldsOfNoOtherKeyAndUnderNoOtherRoot() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          Hash key = leaves.keyNear(contents);
          Hash other = leaves.keyNear(contents);
          Proof proof = tree.proof(key);
          boolean says = proof.value().equals(Optional.ofNullable(contents.get(other)));
          assertThat(!proof.holds(tree.root(), other) || says).isTrue();
          assertThat(
                  proof.value().isPresent()
                      && !other.equals(key)
                      && proof.holds(tree.root(), other))
              .isFalse();
          Tree later = tree.with(leaves.changes(contents, 3));
          assertThat(proof.holds(later.root(), key)).isEqualTo(later.root().equals(tree.root()));
        });
  }

  /** Whatever is put together from true hashes: the depths moved, leaves and ways of others. */
  @Test
  void nothingShowsThatAKeyIsAbsentWhichIsThere() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          for (Hash key : contents.keySet()) {
            assertThat(new Proof.Empty().holds(tree.root(), key)).isFalse();
            for (int i = 0; i < 10; i++) {
              Hash near = leaves.keyNear(contents);
              Path way = moved(random, pathOf(tree.proof(near)));
              var end = random.nextBoolean() ? contents.floorEntry(near) : contents.floorEntry(key);
              Entry other = new Entry(end == null ? near : end.getKey(), valueOf(end));
              assertThat(new Proof.Elsewhere(other, way).holds(tree.root(), key)).isFalse();
            }
          }
        });
  }

  private static Hash valueOf(Map.@Nullable Entry<Hash, Hash> entry) {
    return entry == null ? Hash.ZERO : entry.getValue();
  }

  private static Path pathOf(Proof proof) {
    return switch (proof) {
      case Proof.Empty _ -> Path.EMPTY;
      case Proof.Present(var _, var path) -> path;
      case Proof.Elsewhere(var _, var path) -> path;
    };
  }

  /** The same hashes at other depths; at times those of the true way. */
  private static Path moved(RandomGenerator random, Path path) {
    NavigableMap<Integer, Hash> siblings = new TreeMap<>(path.siblings());
    for (int i = random.nextInt(4); i > 0 && !siblings.isEmpty(); i--) {
      int depth = List.copyOf(siblings.keySet()).get(random.nextInt(siblings.size()));
      int to = random.nextBoolean() ? random.nextInt(Bits.ALL) : Math.floorMod(depth + 1, Bits.ALL);
      if (!siblings.containsKey(to)) {
        siblings.put(to, siblings.remove(depth));
      }
    }
    return new Path(siblings);
  }

  /** If nodes did not hash where they part, this would show that a key is absent. */
  @Test
  void aNodeCannotBeSaidToPartItsKeysElsewhere() {
    Hash left = Hash.ofHex("40" + "0".repeat(62));
    Hash right = Hash.ofHex("bf" + "0".repeat(62));
    Tree tree = Leaves.tree(new TreeMap<>(Map.of(left, left, right, right)));
    NavigableMap<Integer, Hash> siblings = new TreeMap<>();
    siblings.put(1, Digests.leaf(left, left));
    Proof lie = new Proof.Elsewhere(new Entry(right, right), new Path(siblings));
    assertThat(lie.holds(tree.root(), left)).isFalse();
    Hash blurred = Digests.inner(1, Digests.leaf(left, left), Digests.leaf(right, right));
    assertThat(lie.holds(blurred, left)).isTrue();
  }

  /** An entry that is the halves of a node, or a node that is those of an entry. */
  @Test
  void noNodeIsTakenForALeaf() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          Hash first = leaves.hash();
          for (Hash half : pathOf(tree.proof(first)).siblings().values()) {
            assertThat(new Proof.Present(half, Path.EMPTY).holds(tree.root(), first)).isFalse();
            assertThat(new Proof.Present(first, Path.EMPTY).holds(tree.root(), half)).isFalse();
          }
        });
  }

  @Test
  void aProofIsAllOfItsBytes() {
    Tree tree = Leaves.tree(new TreeMap<>(Map.of(Hash.ZERO, Hash.ZERO)));
    byte[] octets = tree.proof(Hash.ZERO).encode();
    assertThat(octets).hasSize(1 + 32 + 32);
    for (int size = 0; size < octets.length; size++) {
      byte[] part = java.util.Arrays.copyOf(octets, size);
      assertThatThrownBy(() -> Proof.decode(part)).isInstanceOf(Malformed.class);
    }
    byte[] more = java.util.Arrays.copyOf(octets, octets.length + 1);
    assertThatThrownBy(() -> Proof.decode(more)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Proof.decode(new byte[] {3})).hasMessageContaining("kind 0 to 2");
    NavigableMap<Integer, Hash> deep = new TreeMap<>(Map.of(256, Hash.ZERO));
    assertThatThrownBy(() -> new Path(deep)).isInstanceOf(Malformed.class);
  }
}
