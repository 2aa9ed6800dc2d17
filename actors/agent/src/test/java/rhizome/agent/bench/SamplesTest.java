package rhizome.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.house.Property;

class SamplesTest {

  /** Nearest rank over 1 to 10, 1 to 100 or one single sample: no value is made up between two. */
  @ParameterizedTest
  @CsvSource({
    "10, 0, 1",
    "10, 10, 1",
    "10, 10.1, 2",
    "10, 50, 5",
    "10, 90, 9",
    "10, 99, 10",
    "10, 100, 10",
    "100, 50, 50",
    "100, 99, 99",
    "100, 99.9, 100",
    "1, 0, 1",
    "1, 50, 1",
    "1, 100, 1",
  })
  void aPercentileIsTheNearestRank(int count, double percent, long expected) {
    List<Long> upTo = new ArrayList<>();
    for (long i = count; i >= 1; i--) {
      upTo.add(i);
    }
    assertThat(new Samples("x", upTo).percentile(percent)).isEqualTo(expected);
  }

  @Test
  void atLeastItsShareOfAllSamplesDoesNotExceedAPercentileAndNoSmallerSampleDoesSo() {
    Property.forAll(
        random -> {
          Samples samples = any(random);
          double percent = random.nextDouble(0, 100);
          long value = samples.percentile(percent);
          assertThat(samples.nanos()).contains(value);
          assertThat(share(samples, value)).isGreaterThanOrEqualTo(percent - 1e-9);
          samples.nanos().stream()
              .filter(smaller -> smaller < value)
              .forEach(smaller -> assertThat(share(samples, smaller)).isLessThan(percent));
        });
  }

  @Test
  void aHigherPercentileIsNeverSmallerAndOrderDoesNotMatter() {
    Property.forAll(
        random -> {
          Samples samples = any(random);
          List<Long> mixed = new ArrayList<>(samples.nanos());
          Collections.shuffle(mixed, new Random(random.nextLong()));
          long before = Long.MIN_VALUE;
          for (double percent = 0; percent <= 100; percent += 12.5) {
            long value = samples.percentile(percent);
            assertThat(value).isGreaterThanOrEqualTo(before);
            assertThat(new Samples("mixed", mixed).percentile(percent)).isEqualTo(value);
            before = value;
          }
          assertThat(before).isEqualTo(Collections.max(mixed));
        });
  }

  @Test
  void whatWasMeasuredDoesNotChangeAfterwardsAndNothingHasNoPercentile() {
    List<Long> nanos = new ArrayList<>(List.of(3L));
    Samples samples = new Samples("x", nanos);
    nanos.add(0, 1L);
    assertThat(samples.percentile(0)).isEqualTo(3);
    assertThatThrownBy(() -> new Samples("empty", List.of()).percentile(50))
        .hasMessageContaining("empty");
  }

  private static double share(Samples samples, long value) {
    long within = samples.nanos().stream().filter(nanos -> nanos <= value).count();
    return 100.0 * within / samples.nanos().size();
  }

  private static Samples any(RandomGenerator random) {
    return new Samples(
        "x", random.longs(random.nextInt(1, 40), 0, random.nextInt(2, 60)).boxed().toList());
  }
}
