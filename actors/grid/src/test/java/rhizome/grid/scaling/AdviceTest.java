package rhizome.grid.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;
import rhizome.house.Property;

class AdviceTest {

  private static final Target CPU = new Target.Cpu(60);
  private static final Target LOAD =
      new Target.Metric("load", "http", "/metrics", new TreeMap<>(), new BigDecimal("20"));

  @Test
  void asManyAsBringEachToItsTarget() {
    assertThat(advice(3, CPU, 143, 143, 143))
        .isEqualTo(new Advice(8, "cpu 143% of 60% over 3 replicas"));
    assertThat(advice(3, CPU, 10, 10, 10).replicas()).isEqualTo(1);
    assertThat(advice(1, LOAD, 45)).isEqualTo(new Advice(3, "load 45.0 of 20 over 1 replica"));
    assertThat(advice(2, LOAD, 0, 0).replicas()).isZero();
  }

  @Test
  void whatIsNearlyRightIsLeftAlone() {
    assertThat(advice(3, CPU, 66, 66, 66).replicas()).isEqualTo(3);
    assertThat(advice(3, CPU, 54, 54, 54).replicas()).isEqualTo(3);
    assertThat(advice(10, CPU, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53).replicas()).isEqualTo(9);
  }

  @Test
  void whatIsNotMeasuredUsesNothingOnTheWayUpAndAllItMayOnTheWayDown() {
    assertThat(advice(2, CPU, 90).replicas()).as("90% and 0%").isEqualTo(2);
    assertThat(advice(2, CPU, 150))
        .isEqualTo(new Advice(3, "cpu 150% of 60% over 1 replica, 1 unmeasured"));
    assertThat(advice(4, CPU, 0, 0, 0).replicas()).isEqualTo(1);
    assertThat(advice(4, CPU, 0).replicas()).isEqualTo(3);
  }

  @Test
  void theTargetThatAsksForMostCounts() {
    Followed both = followed(2, CPU, LOAD);
    SortedMap<Integer, Usage> usages = new TreeMap<>();
    usages.put(0, new Usage(List.of(Optional.of(30.0), Optional.of(50.0))));
    usages.put(1, new Usage(List.of(Optional.of(30.0), Optional.of(50.0))));
    assertThat(Advice.of(both, usages)).isEqualTo(new Advice(5, "load 50.0 of 20 over 2 replicas"));
  }

  @Test
  void oneNumberThatNobodyKnowsTakesNothingAway() {
    SortedMap<Integer, Usage> usages = new TreeMap<>();
    usages.put(0, new Usage(List.of(Optional.of(0.0), Optional.empty())));
    assertThat(Advice.of(followed(3, CPU, LOAD), usages).replicas()).isEqualTo(3);
    assertThat(Advice.of(followed(3, CPU), new TreeMap<>()).replicas()).isEqualTo(3);
    assertThat(Advice.of(followed(3), usages).replicas()).isEqualTo(3);
  }

  @Test
  void themThatAreMissingAreNeverTakenAway() {
    Property.forAll(
        random -> {
          int replicas = 1 + random.nextInt(20);
          int known = random.nextInt(replicas + 1);
          double[] values = random.doubles(known, 0, 130).toArray();
          Advice advice = advice(replicas, CPU, values);
          assertThat(advice.replicas()).isGreaterThanOrEqualTo(known == 0 ? replicas : 0);
          if (advice.replicas() < replicas) {
            assertThat(advice.replicas()).isGreaterThanOrEqualTo(replicas - known);
          }
        });
  }

  @Test
  void cpuIsKnownFromTwoReadingsOfOneProcess() {
    Followed one = followed(1, CPU, new Target.Memory(50), LOAD);
    Reading first = reading(1, 0, 100, Optional.empty());
    Reading then = reading(1, 10, 1100, Optional.of(7.0));
    assertThat(Usage.of(one, Optional.of(first), then).values())
        .containsExactly(Optional.of(100.0), Optional.of(50.0), Optional.of(7.0));
    assertThat(Usage.of(one, Optional.empty(), then).values().getFirst()).isEmpty();
    assertThat(Usage.of(one, Optional.of(reading(2, 0, 0, Optional.empty())), then).values())
        .first()
        .isEqualTo(Optional.empty());
    assertThat(Usage.of(one, Optional.of(then), first).values().getFirst())
        .as("time went back")
        .isEmpty();
  }

  private static Reading reading(int incarnation, int second, int millis, Optional<Double> load) {
    Instant at = Instant.ofEpochSecond(second);
    return new Reading(incarnation, at, Duration.ofMillis(millis), 1 << 19, List.of(load));
  }

  private static Advice advice(int replicas, Target target, double... values) {
    SortedMap<Integer, Usage> usages = new TreeMap<>();
    for (double value : values) {
      usages.put(usages.size(), new Usage(List.of(Optional.of(value))));
    }
    return Advice.of(followed(replicas, target), usages);
  }

  static Followed followed(int replicas, Target... targets) {
    List<Target> all = new ArrayList<>(List.of(targets));
    Scale scale = new Scale(0, 100, all, Pace.UP, Pace.DOWN);
    return new Followed("web", scale, 0, replicas, new Resources(100, 1 << 20), new TreeMap<>());
  }
}
