package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Weighed;
import rhizome.ledger.hash.Hash;

class TrieTest {

  private record Weight(long weight) implements Weighed {}

  /** Keys that share long beginnings more often than chance would have it. */
  private static Hash key(RandomGenerator random) {
    long near = random.nextInt(4);
    return switch (random.nextInt(4)) {
      case 0 -> new Hash(near << 60, 0, 0, 0);
      case 1 -> new Hash(1, near << 30, 0, 0);
      case 2 -> new Hash(1, 2, near, random.nextInt(3));
      default -> new Hash(1, 2, 3, random.nextInt(40));
    };
  }

  @Test
  void itHoldsWhatAMapHoldsInItsOrderAndKnowsTheSum() {
    Property.forAll(
        random -> {
          NavigableMap<Hash, Weight> map = new TreeMap<>();
          Trie<Weight> trie = Trie.empty();
          for (int i = 0; i < 60; i++) {
            Hash key = key(random);
            if (random.nextInt(3) == 0) {
              map.remove(key);
              trie = trie.without(key);
            } else {
              Weight value = new Weight(random.nextInt(100));
              map.put(key, value);
              trie = trie.with(key, value);
            }
            assertThat(trie.size()).isEqualTo(map.size());
            assertThat(trie.weight())
                .isEqualTo(map.values().stream().mapToLong(Weight::weight).sum());
            Hash other = key(random);
            assertThat(trie.get(other).orElse(null)).isEqualTo(map.get(other));
          }
          List<Map.Entry<Hash, Weight>> all = new ArrayList<>();
          trie.forEach((key, value) -> all.add(Map.entry(key, value)));
          assertThat(all).isEqualTo(List.copyOf(map.entrySet()));
        });
  }

  @Test
  void twoOfTheSameContentsAreEqualHoweverTheyCameAbout() {
    Property.forAll(
        random -> {
          NavigableMap<Hash, Weight> map = new TreeMap<>();
          Trie<Weight> trie = Trie.empty();
          for (int i = 0; i < 40; i++) {
            Hash key = key(random);
            Weight value = new Weight(random.nextInt(3));
            boolean comes = random.nextBoolean();
            trie = comes ? trie.with(key, value) : trie.without(key);
            if (comes) {
              map.put(key, value);
            } else {
              map.remove(key);
            }
          }
          Trie<Weight> again = Trie.empty();
          for (var each : map.descendingMap().entrySet()) {
            again = again.with(each.getKey(), each.getValue());
          }
          assertThat(again).isEqualTo(trie).hasSameHashCodeAs(trie);
          Hash key = key(random);
          assertThat(trie.with(key, new Weight(7))).isNotEqualTo(trie);
          assertThat(trie.without(key).equals(trie)).isEqualTo(!map.containsKey(key));
        });
  }

  @Test
  void anOlderVersionStaysAsItWas() {
    Property.forAll(
        random -> {
          Trie<Weight> trie = Trie.empty();
          for (int i = 0; i < 30; i++) {
            trie = trie.with(key(random), new Weight(i));
          }
          var before = NaiveLedger.contents(trie);
          Trie<Weight> later = trie;
          for (int i = 0; i < 30; i++) {
            later = later.with(key(random), new Weight(-i)).without(key(random));
          }
          assertThat(NaiveLedger.contents(trie)).isEqualTo(before);
        });
  }

  @Test
  void aSumOfMoreThanThereCanBeIsNoSum() {
    Trie<Weight> full = Trie.<Weight>empty().with(new Hash(1, 0, 0, 0), new Weight(Long.MAX_VALUE));
    assertThatThrownBy(() -> full.with(new Hash(2, 0, 0, 0), new Weight(1)))
        .isInstanceOf(ArithmeticException.class);
  }
}
