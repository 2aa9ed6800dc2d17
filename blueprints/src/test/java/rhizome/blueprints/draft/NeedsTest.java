package rhizome.blueprints.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class NeedsTest {

  @Test
  void whatIsNeededStandsInTheOrderInWhichItWasSaid() {
    Needs needs = new Needs();
    for (String other : List.of("z", "a", "m", "a", "z")) {
      assertThat(needs.add("x", other)).isTrue();
    }
    assertThat(needs.of("x")).containsExactly("z", "a", "m");
    assertThat(needs.of("z")).isEmpty();
  }

  @Test
  void whatWouldCloseACircleIsNotAdded() {
    Needs needs = new Needs();
    assertThat(needs.add("a", "b")).isTrue();
    assertThat(needs.add("b", "c")).isTrue();
    assertThat(needs.add("c", "a")).isFalse();
    assertThat(needs.of("c")).isEmpty();
    assertThat(needs.add("c", "d")).isTrue();
    assertThat(needs.add("d", "b")).isFalse();
    assertThat(needs.of("d")).isEmpty();
  }

  @Test
  void twoWaysToOneServiceAreNoCircle() {
    Needs needs = new Needs();
    assertThat(needs.add("a", "b")).isTrue();
    assertThat(needs.add("a", "c")).isTrue();
    assertThat(needs.add("b", "d")).isTrue();
    assertThat(needs.add("c", "d")).isTrue();
    assertThat(needs.add("d", "a")).isFalse();
  }

  /** Warshall's closure over a small square, done anew each time. */
  @Test
  void aCircleIsSeenExactlyWhereTheClosureHasOne() {
    Property.forAll(
        random -> {
          int size = 6;
          boolean[][] reached = new boolean[size][size];
          Needs needs = new Needs();
          for (int i = 0; i < 25; i++) {
            int from = random.nextInt(size);
            int to = random.nextInt(size);
            boolean free = from != to && !reached[to][from];
            assertThat(needs.add("s" + from, "s" + to)).isEqualTo(free);
            if (free) {
              reached[from][to] = true;
              close(reached);
            }
          }
        });
  }

  private static void close(boolean[][] reached) {
    for (int via = 0; via < reached.length; via++) {
      for (boolean[] row : reached) {
        for (int to = 0; to < row.length; to++) {
          row[to] |= row[via] && reached[via][to];
        }
      }
    }
  }
}
