package rhizome.blueprints.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.house.Property;

class ModelTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration BEFORE = Duration.ofNanos(-1);
  private static final Probe ALIVE = new Probe.Alive();

  @Test
  void resourcesAreNeverNegative() {
    refused(() -> new Resources(-1, 0), "negative");
    refused(() -> new Resources(0, -1), "negative");
    assertThat(new Resources(1, 2).minus(new Resources(5, 1))).isEqualTo(new Resources(0, 1));
  }

  @Test
  void resourcesAddUpWithoutOverflow() {
    assertThat(new Resources(1, 2).plus(new Resources(3, 4))).isEqualTo(new Resources(4, 6));
    assertThat(Resources.NONE.plus(Resources.DEFAULT)).isEqualTo(Resources.DEFAULT);
    assertThatThrownBy(() -> new Resources(1, Long.MAX_VALUE).plus(new Resources(1, 1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void whatFitsLeavesWhatItDoesNotTake() {
    Property.forAll(
        random -> {
          Resources capacity = new Resources(random.nextInt(100), random.nextInt(100));
          Resources asked = new Resources(random.nextInt(100), random.nextInt(100));
          if (asked.fitsIn(capacity)) {
            assertThat(capacity.minus(asked).plus(asked)).isEqualTo(capacity);
          } else {
            assertThat(
                    asked.cpuMillis() > capacity.cpuMillis()
                        || asked.memoryBytes() > capacity.memoryBytes())
                .isTrue();
          }
        });
  }

  @Test
  void aPortIsANumberTheNetworkKnows() {
    refused(() -> new Port("p", -1), "65535");
    refused(() -> new Port("p", 65_536), "65535");
    assertThat(new Port("p", Port.AUTO).auto()).isTrue();
    assertThat(new Port("p", 65_535).auto()).isFalse();
  }

  @Test
  void aRunHasACommandAndAGraceOfSomeLength() {
    refused(() -> run(" ", SECOND), "blank");
    refused(() -> run("a", BEFORE), "grace");
    assertThat(run("a", Duration.ZERO).grace()).isZero();
  }

  @Test
  void whatARunWasMadeOfCannotChangeIt() {
    List<String> args = new ArrayList<>(List.of("a"));
    Map<String, String> env = new TreeMap<>(Map.of("B", "2", "A", "1"));
    Run run = new Run("c", args, env, Optional.empty(), SECOND);
    args.add("b");
    env.put("C", "3");
    assertThat(run.args()).containsExactly("a");
    assertThat(run.env().keySet()).containsExactly("A", "B");
    assertThatThrownBy(() -> run.env().put("D", "4"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aCommandProbeHasACommand() {
    refused(() -> new Probe.Command(List.of()), "command");
  }

  @Test
  void healthIsAskedInTimesThatPass() {
    refused(() -> health(Duration.ZERO, SECOND, 1, 1, SECOND), "positive");
    refused(() -> health(SECOND, Duration.ZERO, 1, 1, SECOND), "positive");
    refused(() -> health(SECOND, SECOND, 1, 1, BEFORE), "positive");
    refused(() -> health(SECOND, SECOND, 0, 1, SECOND), "from 1");
    refused(() -> health(SECOND, SECOND, 1, 0, SECOND), "from 1");
    assertThat(health(SECOND, SECOND, 1, 1, Duration.ZERO).start()).isZero();
  }

  private static Health health(
      Duration interval, Duration timeout, int failures, int successes, Duration start) {
    return new Health(ALIVE, interval, timeout, failures, successes, start, Checks.NONE);
  }

  @Test
  void whatIsCountedCanBeReachedAndRemembered() {
    for (int[] wrong : new int[][] {{0, 1}, {3, 2}, {2, 65}, {1_000_001, 1_000_001}}) {
      assertThatThrownBy(() -> new Threshold(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Threshold(64, 64)).isEqualTo(Threshold.row(64)).hasToString("64");
    assertThat(new Threshold(1, 64)).hasToString("1/64");
    assertThat(Threshold.row(1_000_000).inARow()).isTrue();
  }

  @Test
  void aCheckIsAskedInTimesThatPassAndWhatIsDeadDoesNotRecover() {
    Threshold once = Threshold.row(1);
    refused(() -> new Check(ALIVE, Duration.ZERO, SECOND, once, once), "positive");
    refused(() -> new Check(ALIVE, SECOND, Duration.ZERO, once, once), "positive");
    refused(() -> new Probe.Log(Duration.ZERO), "silence");
    Optional<Check> twice = Optional.of(new Check(ALIVE, SECOND, SECOND, once, Threshold.row(2)));
    refused(() -> new Checks(Optional.empty(), Optional.empty(), twice), "liveness");
    assertThat(new Checks(twice, twice, Optional.empty()).none()).isFalse();
  }

  @Test
  void aRestartPolicyCanBeFollowed() {
    refused(() -> new Restart(-1, SECOND, SECOND, SECOND, SECOND), "attempts");
    refused(() -> new Restart(1, Duration.ZERO, SECOND, SECOND, SECOND), "window");
    refused(() -> new Restart(1, SECOND, BEFORE, SECOND, SECOND), "back-off");
    refused(() -> new Restart(1, SECOND, SECOND, Duration.ZERO, SECOND), "back-off");
    assertThat(new Restart(0, SECOND, SECOND, SECOND, SECOND).attempts()).isZero();
  }

  @Test
  void replicasHaveALimit() {
    Property.forAll(
        10,
        random -> {
          Spec spec = new RandomBlueprints(random).spec();
          refused(() -> new Service("s", -1, spec, List.of()), "10000");
          refused(() -> new Service("s", Service.REPLICAS_MAX + 1, spec, List.of()), "10000");
          assertThat(new Service("s", 0, spec, List.of()).replicas()).isZero();
        });
  }

  @Test
  void aServiceIsFoundByItsName() {
    Property.forAll(
        50,
        random -> {
          Blueprint blueprint = new RandomBlueprints(random).blueprint();
          for (Service service : blueprint.services()) {
            assertThat(blueprint.service(service.name())).hasValue(service);
          }
          assertThat(blueprint.service("nobody")).isEmpty();
        });
  }

  private static Run run(String command, Duration grace) {
    return new Run(command, List.of(), Map.of(), Optional.empty(), grace);
  }

  private static void refused(ThrowingCallable making, String why) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void byNameIsWhatServiceFindsOneByOne() {
    Property.forAll(
        random -> {
          Blueprint blueprint = new RandomBlueprints(random).blueprint();
          Map<String, Service> byName = blueprint.byName();
          assertThat(byName.values()).containsExactlyElementsOf(blueprint.services());
          byName.forEach((name, service) -> assertThat(blueprint.service(name)).hasValue(service));
        });
  }

  @Test
  void ofTwoServicesOfOneNameTheFirstCounts() {
    Service one = new RandomBlueprints(new Random(1)).service("s", List.of());
    Service two = new Service("s", one.replicas() + 1, one.spec(), List.of());
    Blueprint twice = new Blueprint("b", List.of(one, two));
    assertThat(twice.byName()).containsExactly(Map.entry("s", one));
    assertThat(twice.service("s")).hasValue(one);
  }
}
