package rhizome.runtime.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class OwedTest {

  @Test
  void onlyWhatWasNotOwedBeforeIsNew() {
    assertThat(since(List.of("a", "b", "c"), List.of("a", "x", "c", "y")))
        .containsExactly("x", "y");
  }

  @Test
  void whatOnlyMovesIsNotNew() {
    assertThat(since(List.of("a", "b", "c"), List.of("c", "a", "b"))).isEmpty();
  }

  @Test
  void theFirstDutiesAreAllNewAndPaidOnesAreNot() {
    assertThat(since(List.of(), List.of("a", "b"))).containsExactly("a", "b");
    assertThat(since(List.of("a", "b"), List.of())).isEmpty();
  }

  @Test
  void anyTwoListsDifferAsTheirSetsDo() {
    Property.forAll(
        random -> {
          List<Integer> before = distinct(random);
          List<Integer> now = random.nextBoolean() ? distinct(random) : nearly(before, random);
          Set<Integer> expected = new LinkedHashSet<>(now);
          before.forEach(expected::remove);
          assertThat(since(before, now)).containsExactlyElementsOf(expected);
        });
  }

  private static List<Integer> distinct(RandomGenerator random) {
    return random.ints(random.nextInt(12), 0, 15).distinct().boxed().toList();
  }

  /** As states follow each other: one duty paid or one more owed. */
  private static List<Integer> nearly(List<Integer> before, RandomGenerator random) {
    List<Integer> now = new ArrayList<>(before);
    if (now.isEmpty() || random.nextBoolean()) {
      now.add(random.nextInt(now.size() + 1), 100);
    } else {
      now.removeAll(List.of(now.get(random.nextInt(now.size()))));
    }
    return now;
  }

  private static <D> List<D> since(List<D> before, List<D> now) {
    return new Owed<>(now).since(new Owed<>(before));
  }
}
