package rhizome.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.world.Chaos;
import rhizome.grid.world.Grid;
import rhizome.grid.world.Laws;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Post.Weather;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/**
 * The deciders of robots, workloads, nodes and the zone together, under faults from a seed. Run
 * many more with {@code -Dproperty.cases=N}, one again with {@code -Dproperty.seed=N}.
 */
class GridWorldTest {

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final int CASES = Integer.getInteger("property.cases", 100);
  private static final long CHAOS_MS = 60_000;
  private static final long HEALING_MS = 300_000;
  private static final long QUIET_MS = 600_000;

  @Test
  void healsAfterMachinesCrashed() {
    Property.forAll(CASES, random -> live(random, new Grid.Terms(LEASE, false), false));
  }

  @Test
  void healsAfterMachinesWereCutOffAndStoppedByThemselves() {
    Property.forAll(CASES, random -> live(random, new Grid.Terms(LEASE, true), false));
  }

  @Test
  void healsWhereSomeTakeThePlacesOfOthers() {
    List<Long> victims = new ArrayList<>();
    Property.forAll(CASES, random -> victims.add(live(random, new Grid.Terms(LEASE, true), true)));
    assertThat(victims).as("victims of each case").anyMatch(count -> count > 0);
  }

  private static long live(RandomGenerator random, Grid.Terms terms, boolean ranking) {
    Weather weather =
        new Weather(random.nextDouble() * 0.3, random.nextDouble() * 0.3, weatherDelay(random));
    Grid grid = new Grid(random, weather, terms);
    Laws laws = new Laws(grid);
    int nodes = 1 + random.nextInt(4);
    for (int i = 0; i < nodes; i++) {
      grid.join(new NodeId("n" + i), new Resources(200L * (1 + random.nextInt(5)), 1L << 30));
    }
    Operator operator = new Operator(grid, random.nextInt(3) * 0.1);
    if (ranking) {
      operator.ranking();
    }
    List<RobotId> robots = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      RobotId robot = new RobotId("r" + i);
      robots.add(robot);
      operator.apply(robot, operator.blueprint(robot));
    }
    Chaos chaos = new Chaos(grid, operator, robots);
    chaos.begin(500 + random.nextLong(3_000));
    watch(grid, laws, CHAOS_MS);
    assertThat(laws.replay()).isEmpty();

    chaos.end();
    for (int i = 1; i <= 4; i++) {
      operator.retry();
      watch(grid, laws, CHAOS_MS + i * HEALING_MS / 4);
    }
    assertThat(laws.healed()).isEmpty();
    assertThat(laws.replay()).isEmpty();

    long events = laws.events();
    grid.time().runUntil(CHAOS_MS + HEALING_MS + QUIET_MS);
    assertThat(laws.events()).as("events once all is quiet").isEqualTo(events);
    assertThat(laws.healed()).isEmpty();
    assertThat(laws.preemptions()).isEmpty();
    return laws.victims();
  }

  private static long weatherDelay(RandomGenerator random) {
    return random.nextBoolean() ? 500 : 8_000;
  }

  private static void watch(Grid grid, Laws laws, long until) {
    while (grid.time().millis() < until) {
      grid.time().runUntil(Math.min(until, grid.time().millis() + 500));
      List<String> broken = laws.always();
      if (!broken.isEmpty()) {
        throw new AssertionError("at " + grid.time().millis() + " ms: " + broken);
      }
    }
  }
}
