package rhizome.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.grid.robot.Robot;
import rhizome.grid.world.Chaos;
import rhizome.grid.world.Grid;
import rhizome.grid.world.Laws;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Post.Weather;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/** Services that are scaled out and in at any moment, under faults from a seed. */
class ScalingWorldTest {

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final int CASES = Integer.getInteger("property.cases", 60);
  private static final long CHAOS_MS = 60_000;
  private static final long HEALING_MS = 300_000;
  private static final RobotId ROBOT = new RobotId("r");

  @Test
  void howeverOftenItIsScaledEveryReplicaThatIsWantedRunsOnceAndNoOther() {
    AtomicLong scaled = new AtomicLong();
    Property.forAll(CASES, random -> scaled.addAndGet(live(random)));
    assertThat(scaled.get()).as("scalings").isGreaterThan(CASES);
  }

  private static long live(RandomGenerator random) {
    Weather weather = new Weather(random.nextDouble() * 0.3, random.nextDouble() * 0.3, 4_000);
    Grid grid = new Grid(random, weather, new Grid.Terms(LEASE, random.nextBoolean()));
    Laws laws = new Laws(grid);
    int nodes = 1 + random.nextInt(4);
    for (int i = 0; i < nodes; i++) {
      grid.join(new NodeId("n" + i), new Resources(200L * (1 + random.nextInt(5)), 1L << 30));
    }
    Operator operator = new Operator(grid, random.nextInt(2) * 0.1);
    operator.apply(ROBOT, scaled(operator.blueprint(ROBOT)));
    Chaos chaos = new Chaos(grid, operator, List.of(ROBOT));
    chaos.begin(1_000 + random.nextLong(6_000));
    while (grid.time().millis() < CHAOS_MS) {
      if (random.nextInt(40) == 0) {
        operator.apply(ROBOT, scaled(operator.blueprint(ROBOT)));
      }
      if (random.nextInt(3) == 0) {
        scale(grid, random);
      }
      watch(grid, laws, grid.time().millis() + 500);
    }
    chaos.end();
    operator.apply(ROBOT, scaled(operator.blueprint(ROBOT)));
    scale(grid, random);
    for (int i = 1; i <= 4; i++) {
      operator.retry();
      watch(grid, laws, CHAOS_MS + i * HEALING_MS / 4);
    }
    assertThat(laws.healed()).isEmpty();
    assertThat(laws.replay()).isEmpty();
    return grid.robot(ROBOT).state().scalings();
  }

  private static void scale(Grid grid, RandomGenerator random) {
    String service = "abc".substring(random.nextInt(3)).substring(0, 1);
    var _ =
        grid.robot(ROBOT)
            .ask(
                new Robot.Command.Scale(
                    service, random.nextInt(5), Optional.empty(), "chance", "", grid.time().now()));
  }

  private static Blueprint scaled(Blueprint blueprint) {
    Scale scale = new Scale(0, 4, List.of(), Pace.UP, Pace.DOWN);
    List<Service> services = blueprint.services().stream().map(s -> s.scaled(scale)).toList();
    return new Blueprint(blueprint.name(), services);
  }

  private static void watch(Grid grid, Laws laws, long until) {
    while (grid.time().millis() < until) {
      grid.time().runUntil(Math.min(until, grid.time().millis() + 500));
      assertThat(laws.always()).as("at %d ms", grid.time().millis()).isEmpty();
    }
  }
}
