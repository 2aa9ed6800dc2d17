package rhizome.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.house.Property;

class NearestTest {

  private static final List<String> KNOWN = List.of("shop", "shop/web#0", "shop/web#1", "stats");

  @ParameterizedTest
  @CsvSource({
    "shpo, shop",
    "shp, shop",
    "shoop, shop",
    "shop/wbe#1, shop/web#1",
    "shop/web#7, shop/web#0",
    "stat, stats",
    "STATS, stats"
  })
  void aSlipOfTheHandIsRecognized(String written, String meant) {
    assertThat(Nearest.of(written, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"bakery", "x", "''", "sh"})
  void somethingElseAltogetherIsNot(String written) {
    assertThat(Nearest.of(written, KNOWN)).isEmpty();
  }

  @Test
  void aPartOfOneWordMeansThatWord() {
    List<String> keys = List.of("progress-deadline", "healthy-for", "min-ready", "ready-for");
    assertThat(Nearest.of("deadline", keys)).contains("progress-deadline");
    assertThat(Nearest.of("ready", keys)).as("one of two").isEmpty();
    assertThat(Nearest.of("dead", keys)).as("no whole part").isEmpty();
  }

  @Test
  void whereNothingIsKnownNothingIsNear() {
    assertThat(Nearest.of("shop", List.of())).isEmpty();
  }

  @Test
  void aNameOfAbsurdLengthIsNotCompared() {
    assertThat(Nearest.of("x".repeat(100_000), KNOWN)).isEmpty();
  }

  @Test
  void theDistanceIsTheSameBothWaysAndNoneOnlyToItself() {
    Property.forAll(
        random -> {
          String left = word(random.nextInt(8), random.nextLong());
          String right = word(random.nextInt(8), random.nextLong());
          int distance = Nearest.distance(left, right);
          assertThat(distance).isEqualTo(Nearest.distance(right, left));
          assertThat(distance == 0).isEqualTo(left.equals(right));
          assertThat(distance).isLessThanOrEqualTo(Math.max(left.length(), right.length()));
        });
  }

  @Test
  void aSwapOfNeighboursIsOneSlip() {
    assertThat(Nearest.distance("abcd", "abdc")).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }

  private static String word(int length, long bits) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + ((bits >>> (2 * i)) & 3)));
    }
    return word.toString();
  }
}
