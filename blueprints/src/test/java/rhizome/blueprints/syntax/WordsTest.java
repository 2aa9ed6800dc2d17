package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class WordsTest {

  @Test
  void theNearestWordIsAFewSlipsAway() {
    List<String> known = List.of("replicas", "resources", "restart", "run");
    assertThat(Words.nearest("replica", known)).hasValue("replicas");
    assertThat(Words.nearest("RePlicas", known)).hasValue("replicas");
    assertThat(Words.nearest("rnu", known)).hasValue("run");
    assertThat(Words.nearest("restrat", known)).hasValue("restart");
    assertThat(Words.nearest("image", known)).isEmpty();
    assertThat(Words.nearest("x", List.of())).isEmpty();
    assertThat(Words.nearest("replicas".repeat(10), known)).isEmpty();
  }

  @Test
  void distanceIsTheSameBothWaysAndZeroOnlyForTheSameWord() {
    Property.forAll(
        random -> {
          String left = word(random.nextInt(6), random.nextInt());
          String right = word(random.nextInt(6), random.nextInt());
          int distance = Words.distance(left, right);
          assertThat(distance).isEqualTo(Words.distance(right, left));
          assertThat(distance == 0).isEqualTo(left.equals(right));
          assertThat(distance).isLessThanOrEqualTo(Math.max(left.length(), right.length()));
        });
  }

  @Test
  void aSwapOfNeighboursIsOneSlip() {
    assertThat(Words.distance("abcd", "abdc")).isEqualTo(1);
    assertThat(Words.distance("", "abc")).isEqualTo(3);
    assertThat(Words.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void longWordsAreCutAndOddOnesMadePrintable() {
    assertThat(Words.quote("a\nb\u0000")).isEqualTo("'a\uFFFDb\uFFFD'");
    assertThat(Words.quote("y".repeat(50))).isEqualTo("'" + "y".repeat(40) + "…'");
    assertThat(Words.list(List.of())).isEqualTo("none");
    assertThat(Words.list(Collections.nCopies(13, "a"))).endsWith("a, … (13 in all)");
  }

  private static String word(int length, int bits) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + (bits >>> (2 * i) & 3)));
    }
    return word.toString();
  }
}
