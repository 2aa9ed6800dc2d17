package rhizome.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.hash.Merkle;

/** A tree is a map, its root says what is in it and nothing else, and no version changes. */
class TreeTest {

  private static final Hash LOW = Hash.ZERO;
  private static final Hash HIGH = new Hash(-1, -1, -1, -1);

  private static void isTheMap(Tree tree, NavigableMap<Hash, Hash> contents, Leaves leaves) {
    assertThat(tree.size()).isEqualTo(contents.size());
    contents.forEach((key, value) -> assertThat(tree.get(key)).contains(value));
    for (int i = 0; i < 10; i++) {
      Hash key = leaves.keyNear(contents);
      assertThat(tree.get(key)).isEqualTo(Optional.ofNullable(contents.get(key)));
    }
  }

  @Test
  void holdsWhatAMapHoldsAfterAnyBatches() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = new TreeMap<>();
          Tree tree = Tree.EMPTY;
          for (int i = 0; i < 10; i++) {
            tree = tree.with(leaves.changes(contents, 20));
            isTheMap(tree, contents, leaves);
          }
        });
  }

  @Test
  void theRootIsThatOfItsContents() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = new TreeMap<>();
          Tree tree = Tree.EMPTY;
          for (int i = 0; i < 5; i++) {
            tree = tree.with(leaves.changes(contents, 20));
            assertThat(tree.root()).isEqualTo(Leaves.rootOf(List.copyOf(contents.entrySet())));
          }
        });
  }

  @Test
  void theRootTellsNothingOfTheOrderInWhichItWasFilled() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          List<Map.Entry<Hash, Hash>> order = new ArrayList<>(contents.entrySet());
          Collections.shuffle(order, java.util.Random.from(random));
          NavigableMap<Hash, Hash> detour = new TreeMap<>();
          Tree tree = Tree.EMPTY.with(leaves.changes(detour, 20));
          for (var each : order) {
            tree = tree.with(List.of(Change.put(each.getKey(), each.getValue())));
            detour.remove(each.getKey());
          }
          tree = tree.with(detour.keySet().stream().map(Change::remove).toList());
          assertThat(tree.root()).isEqualTo(Leaves.tree(contents).root());
        });
  }

  @Test
  void aRootStandsForOneContentsOnly() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          NavigableMap<Hash, Hash> others = new TreeMap<>(contents);
          Tree tree = Leaves.tree(contents);
          Tree other = tree.with(leaves.changes(others, 2));
          assertThat(tree.root().equals(other.root())).isEqualTo(contents.equals(others));
        });
  }

  @Test
  void noVersionIsChangedByALaterOne() {
    Property.forAll(
        50,
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = new TreeMap<>();
          List<Tree> versions = new ArrayList<>(List.of(Tree.EMPTY));
          List<TreeMap<Hash, Hash>> copies = new ArrayList<>(List.of(new TreeMap<>()));
          for (int i = 0; i < 10; i++) {
            versions.add(versions.getLast().with(leaves.changes(contents, 20)));
            copies.add(new TreeMap<>(contents));
          }
          for (int i = 0; i < versions.size(); i++) {
            isTheMap(versions.get(i), copies.get(i), leaves);
            assertThat(versions.get(i).root())
                .isEqualTo(Leaves.rootOf(List.copyOf(copies.get(i).entrySet())));
          }
        });
  }

  /**
   * So a block that is tried and thrown away costs what it touched, and nothing when it is gone.
   */
  @Test
  void whatIsNotTouchedIsShared() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          List<Change> same = new ArrayList<>();
          contents.forEach((key, value) -> same.add(Change.put(key, value)));
          assertThat(tree.with(same)).isSameAs(tree);
          assertThat(tree.with(List.of())).isSameAs(tree);
          Hash absent = leaves.hash();
          assertThat(tree.with(List.of(Change.remove(absent)))).isSameAs(tree);
        });
  }

  @Test
  void keysThatDifferInOneBitArePartedThere() {
    for (int depth = 0; depth < Bits.ALL; depth++) {
      Hash other = Leaves.flipped(LOW, depth);
      assertThat(Bits.parting(LOW, other)).isEqualTo(depth);
      Tree tree = Leaves.tree(new TreeMap<>(Map.of(LOW, HIGH, other, LOW)));
      assertThat(tree.get(LOW)).contains(HIGH);
      assertThat(tree.get(other)).contains(LOW);
      assertThat(tree.with(List.of(Change.remove(other))).root())
          .isEqualTo(Leaves.tree(new TreeMap<>(Map.of(LOW, HIGH))).root());
    }
  }

  @Test
  void theLeastKeyAboveIsTheNextNumber() {
    Property.forAll(
        random -> {
          Hash key =
              new Hash(
                  random.nextInt(3) - 1,
                  random.nextInt(3) - 1,
                  random.nextInt(3) - 1,
                  random.nextInt(3) - 1);
          if (!key.equals(HIGH)) {
            assertThat(Bits.above(key).number())
                .isEqualTo(key.number().add(java.math.BigInteger.ONE));
          }
        });
  }

  @Test
  void changesAreRefusedThatDoNotAscend() {
    List<Change> twice = List.of(Change.remove(HIGH), Change.put(HIGH, LOW));
    List<Change> back = List.of(Change.put(HIGH, LOW), Change.put(LOW, LOW));
    assertThatThrownBy(() -> Tree.EMPTY.with(twice)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tree.EMPTY.with(back))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not come after");
  }

  /** Neither can stand for the other, nor for the Merkle root of a block's transactions. */
  @Test
  void whatIsHashedOfOneKindIsHashedOfNoOther() {
    byte[] pair = new byte[64];
    assertThat(
            List.of(
                Digests.leaf(LOW, LOW),
                Digests.inner(0, LOW, LOW),
                Digests.inner(1, LOW, LOW),
                Digests.EMPTY,
                Merkle.root(List.of(pair)),
                Merkle.root(List.of(new byte[0], new byte[0]))))
        .doesNotHaveDuplicates();
  }

  /** What stands in blocks must not change with the code that makes it. */
  @Test
  void theRootsOfSomeContentsAreWrittenDown() {
    assertThat(Tree.EMPTY.root())
        .hasToString("642206314f534b29ad297d82440a5f9f210e30ca5ced805a587ca402de927342");
    assertThat(Leaves.tree(new TreeMap<>(Map.of(LOW, HIGH))).root())
        .hasToString("69b2fbbc611d9b933379b630c77a0831aa74c1e85defc896f7d0b16c607c8632");
    assertThat(Leaves.tree(new TreeMap<>(Map.of(LOW, HIGH, HIGH, LOW))).root())
        .hasToString("f26f5ab89c69abfb0044b16c069864feacfe4b9c063c709083f98641c2ccbd78");
  }
}
