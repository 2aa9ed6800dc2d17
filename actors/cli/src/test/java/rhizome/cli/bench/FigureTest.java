package rhizome.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.house.Property;

class FigureTest {

  @Test
  void ofAHundredTheNinetyNinthIsBelowOnlyTheLast() {
    List<Double> samples = new ArrayList<>();
    IntStream.rangeClosed(1, 100).forEach(i -> samples.add((double) i));
    Collections.shuffle(samples, new Random(1));
    Figure figure = Figure.of("it", "ms", samples, 0.5);
    assertThat(figure).isEqualTo(new Figure("it", "ms", 100, 50, 90, 99, 100, 0.5));
  }

  @Test
  void whatIsMeasuredOnceStandsInEveryPlace() {
    assertThat(Figure.single("it", "s", 2.5))
        .isEqualTo(new Figure("it", "s", 1, 2.5, 2.5, 2.5, 2.5, null));
  }

  /** Nearest rank: at least so many of a hundred are no larger, and no smaller sample has them. */
  @Test
  void aPercentileIsTheSmallestSampleThatSoManyDoNotExceed() {
    Property.forAll(
        random -> {
          List<Double> samples = new ArrayList<>();
          for (int i = random.nextInt(1, 250); i > 0; i--) {
            samples.add((double) random.nextInt(20));
          }
          Figure figure = Figure.of("it", "ms", samples, null);
          isRank(figure.p50(), 50, samples);
          isRank(figure.p90(), 90, samples);
          isRank(figure.p99(), 99, samples);
          assertThat(figure.max()).isEqualTo(Collections.max(samples));
          assertThat(figure.n()).isEqualTo(samples.size());
        });
  }

  private static void isRank(double value, int percent, List<Double> samples) {
    assertThat(samples).contains(value);
    long notAbove = samples.stream().filter(sample -> sample <= value).count();
    long below = samples.stream().filter(sample -> sample < value).count();
    assertThat(notAbove * 100).isGreaterThanOrEqualTo((long) percent * samples.size());
    assertThat(below * 100).isLessThan((long) percent * samples.size());
  }

  @Test
  void theOrderOfSamplesDoesNotMatterAndTheyAreLeftAsTheyWere() {
    Property.forAll(
        random -> {
          List<Double> samples = new ArrayList<>();
          random.doubles(random.nextInt(1, 60)).forEach(samples::add);
          List<Double> before = List.copyOf(samples);
          Figure figure = Figure.of("it", "ms", samples, null);
          assertThat(samples).isEqualTo(before);
          Collections.shuffle(samples, Random.from(random));
          assertThat(Figure.of("it", "ms", samples, null)).isEqualTo(figure);
        });
  }

  @Test
  void forMachinesAFigureHasAllItsMembersInTheirOrderToAThousandth() {
    Json json = new Figure("it", "ms", 3, 1.00049, 2.0005, 3, 1234.5678, null).json();
    assertThat(JsonText.compact(json))
        .isEqualTo(
            "{\"name\":\"it\",\"unit\":\"ms\",\"n\":3,\"p50\":1.0,\"p90\":2.001,\"p99\":3.0,"
                + "\"max\":1234.568,\"baseline\":null}");
  }

  @Test
  void whatIsBelowATenthKeepsAMillionth() {
    Json json = Figure.single("it", "s", 0.01234567).json();
    assertThat(json.at("p50").text()).isEqualTo("0.012346");
  }
}
