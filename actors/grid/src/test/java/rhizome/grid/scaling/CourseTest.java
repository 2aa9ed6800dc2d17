package rhizome.grid.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;
import rhizome.house.Property;

class CourseTest {

  private static final Instant START = Instant.EPOCH;
  private static final Pace AT_ONCE = new Pace(Duration.ZERO, 100, 100, Duration.ofSeconds(1));
  private static final Pace CALM = new Pace(Duration.ofMinutes(1), 100, 1, Duration.ofSeconds(1));

  private Scale scale = new Scale(1, 10, List.of(new Target.Cpu(50)), AT_ONCE, CALM);
  private Course course = Course.begin(3, START);
  private int replicas = 3;

  @Test
  void whatIsMissingComesAtOnceAndWhatIsTooMuchGoesOnceItWasForAWindow() {
    assertThat(advised(0, 7)).isEqualTo(7);
    assertThat(advised(10, 2)).isEqualTo(7);
    assertThat(advised(59, 2)).isEqualTo(7);
    assertThat(advised(61, 4)).as("the most of the last minute").isEqualTo(4);
    assertThat(advised(121, 4)).isEqualTo(4);
  }

  @Test
  void oneThatKnowsNothingYetTakesNothingAway() {
    assertThat(advised(0, 1)).isEqualTo(3);
    assertThat(advised(59, 1)).isEqualTo(3);
    assertThat(advised(60, 1)).isEqualTo(1);
  }

  @Test
  void whomSomebodyElseScaledIsLookedAtForAWholeWindow() {
    advised(0, 1);
    replicas = 5;
    assertThat(advised(60, 1)).isEqualTo(5);
    assertThat(advised(119, 1)).isEqualTo(5);
    assertThat(advised(120, 1)).isEqualTo(1);
  }

  @Test
  void stepsAreNoLargerThanThePaceHoweverOftenItIsLookedAt() {
    Pace slow = new Pace(Duration.ZERO, 50, 1, Duration.ofSeconds(60));
    scale = new Scale(1, 100, List.of(), slow, slow);
    assertThat(advised(0, 100)).isEqualTo(5);
    assertThat(advised(30, 100)).as("no more within the minute").isEqualTo(5);
    assertThat(advised(60, 100)).isEqualTo(8);
    assertThat(advised(120, 1)).isEqualTo(4);
    assertThat(advised(150, 1)).isEqualTo(4);
    assertThat(advised(180, 1)).isEqualTo(2);
    assertThat(advised(240, 1)).isEqualTo(1);
  }

  @Test
  void nothingBringsBackWhatIsNotThere() {
    replicas = 0;
    assertThat(advised(0, 5)).isZero();
    assertThat(advised(600, 5)).isZero();
  }

  @Test
  void theReasonTellsTheNumbersAndWhatWasAskedFor() {
    Course.Next next = course.next(followed(), new Advice(20, "cpu 300% of 50%"), START);
    assertThat(next.decided()).hasValue(new Course.Decided(3, 10, "cpu 300% of 50% asks for 20"));
  }

  @Test
  void nothingEverLeavesTheBounds() {
    Property.forAll(
        random -> {
          begin(random);
          for (int second = 0; second < 600; second += 1 + random.nextInt(30)) {
            int before = replicas;
            int after = advised(second, random.nextInt(40));
            assertThat(after).isBetween(Math.min(before, scale.min()), scale.max());
          }
        });
  }

  /** A load that each replica has its part of. */
  @Test
  void aConstantLoadConvergesAndIsQuietFromThenOn() {
    Property.forAll(
        random -> {
          begin(random);
          double load = random.nextDouble(0, 600);
          List<Integer> counts = new ArrayList<>();
          for (int second = 0; second < 3600; second += 15) {
            Usage each = new Usage(List.of(Optional.of(load / Math.max(1, replicas))));
            TreeMap<Integer, Usage> usages = new TreeMap<>();
            for (int slot = 0; slot < replicas; slot++) {
              usages.put(slot, each);
            }
            Advice advice = Advice.of(followed(), usages);
            counts.add(advised(second, advice.replicas()));
          }
          List<Integer> late = counts.subList(counts.size() / 2, counts.size());
          assertThat(late).as("load %s of %s: %s", load, scale, counts).containsOnly(replicas);
          int needed = (int) Math.ceil(load / 50 - 1e-9);
          if (needed <= scale.max() && needed >= scale.min()) {
            assertThat(load / Math.max(1, replicas)).isLessThanOrEqualTo(50 * 1.1 + 1e-6);
          }
        });
  }

  private void begin(RandomGenerator random) {
    int min = 1 + random.nextInt(3);
    scale =
        new Scale(
            min, min + random.nextInt(12), List.of(new Target.Cpu(50)), pace(random), pace(random));
    replicas = scale.clamp(1 + random.nextInt(12));
    course = Course.begin(replicas, START);
  }

  private static Pace pace(RandomGenerator random) {
    return new Pace(
        Duration.ofSeconds(random.nextInt(120)),
        random.nextInt(200),
        1 + random.nextInt(4),
        Duration.ofSeconds(1 + random.nextInt(60)));
  }

  private int advised(int second, int wanted) {
    Course.Next next =
        course.next(followed(), new Advice(wanted, "why"), START.plusSeconds(second));
    course = next.course();
    next.decided().ifPresent(decided -> replicas = decided.to());
    return replicas;
  }

  private Followed followed() {
    return new Followed(
        "web", scale, scale.min(), replicas, new Resources(100, 1), new TreeMap<>());
  }
}
