package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Entry;

class GossipTest {

  private static final List<Entry> ENTRIES = entries();
  private static final int SIZE = ENTRIES.getFirst().encode().length;

  private final Gossip<String> gossip = new Gossip<>(limits(100, 100 * SIZE, 100));

  private static List<Entry> entries() {
    Hamlet hamlet = new Hamlet(1);
    return IntStream.range(0, 10).mapToObj(i -> hamlet.spend(i, 1)).toList();
  }

  private static LedgerSettings.Gossip limits(int entries, int bytes, int backlog) {
    return new LedgerSettings.Gossip(Duration.ofMillis(1), entries, bytes, backlog);
  }

  @Test
  void eachIsPassedOnOnceToEachPeer() {
    gossip.reaches(List.of("a", "b"), List.of());
    gossip.add(ENTRIES.get(0));
    gossip.add(ENTRIES.get(1));
    assertThat(gossip.isEmpty()).isFalse();
    List<Entry> both = ENTRIES.subList(0, 2);
    assertThat(gossip.next(_ -> true)).isEqualTo(Map.of("a", both, "b", both));
    assertThat(gossip.next(_ -> true)).isEmpty();
    assertThat(gossip.isEmpty()).isTrue();
  }

  @Test
  void whoIsNewHearsWhatWaitsAndWhoLeftIsForgotten() {
    gossip.reaches(List.of("a"), List.of());
    gossip.add(ENTRIES.get(0));
    gossip.next(_ -> true);
    gossip.reaches(List.of("a", "b"), ENTRIES.subList(0, 3));
    assertThat(gossip.next(_ -> true)).isEqualTo(Map.of("b", ENTRIES.subList(0, 3)));
    gossip.reaches(List.of("b"), ENTRIES.subList(0, 3));
    gossip.add(ENTRIES.get(4));
    assertThat(gossip.next(_ -> true)).containsOnlyKeys("b");
  }

  @Test
  void whatWaitsNoLongerIsNotPassedOn() {
    gossip.reaches(List.of("a"), ENTRIES.subList(0, 3));
    assertThat(gossip.next(id -> id.equals(ENTRIES.get(1).id())))
        .isEqualTo(Map.of("a", List.of(ENTRIES.get(1))));
    assertThat(gossip.isEmpty()).isTrue();
  }

  @Test
  void batchesHaveLimitsAndNothingIsLeftOut() {
    for (var limits : List.of(limits(3, 100 * SIZE, 100), limits(100, 3 * SIZE, 100))) {
      Gossip<String> some = new Gossip<>(limits);
      some.reaches(List.of("a"), ENTRIES);
      List<Entry> all = new ArrayList<>();
      while (!some.isEmpty()) {
        List<Entry> batch = some.next(_ -> true).getOrDefault("a", List.of());
        assertThat(batch).hasSizeBetween(1, 3);
        all.addAll(batch);
      }
      assertThat(all).isEqualTo(ENTRIES);
    }
  }

  @Test
  void oneThatIsLargerThanABatchIsABatch() {
    Gossip<String> some = new Gossip<>(limits(100, 1, 100));
    some.reaches(List.of("a"), ENTRIES.subList(0, 2));
    assertThat(some.next(_ -> true)).isEqualTo(Map.of("a", ENTRIES.subList(0, 1)));
  }

  @Test
  void theBacklogHasALimit() {
    Gossip<String> some = new Gossip<>(limits(100, 100 * SIZE, 2));
    some.reaches(List.of("a"), List.of());
    ENTRIES.forEach(some::add);
    assertThat(some.next(_ -> true)).isEqualTo(Map.of("a", ENTRIES.subList(0, 2)));
  }
}
