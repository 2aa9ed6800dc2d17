package rhizome.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
 * Jobs among services that wait for them, under faults from a seed: what ended well is not run
 * again, and what is waited for begins once it is so far.
 */
class JobWorldTest {

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final int CASES = Integer.getInteger("property.cases", 60);
  private static final long CHAOS_MS = 60_000;
  private static final long HEALING_MS = 300_000;

  @Test
  void whateverFailsEachJobEndsWellOnceAndWhoWaitedForItBegins() {
    AtomicLong completed = new AtomicLong();
    Property.forAll(CASES, random -> completed.addAndGet(live(random)));
    assertThat(completed.get()).as("jobs that ended well").isGreaterThan(CASES);
  }

  private static long live(RandomGenerator random) {
    Weather weather = new Weather(random.nextDouble() * 0.3, random.nextDouble() * 0.3, 500);
    Grid grid = new Grid(random, weather, new Grid.Terms(LEASE, random.nextBoolean()));
    Laws laws = new Laws(grid);
    int nodes = 1 + random.nextInt(4);
    for (int i = 0; i < nodes; i++) {
      grid.join(new NodeId("n" + i), new Resources(200L * (1 + random.nextInt(5)), 1L << 30));
    }
    Operator operator = new Operator(grid, random.nextInt(2) * 0.1, 0.6);
    RobotId robot = new RobotId("r");
    operator.apply(robot, operator.blueprint(robot));
    Chaos chaos = new Chaos(grid, operator, List.of(robot));
    chaos.begin(500 + random.nextLong(3_000));
    watch(grid, laws, CHAOS_MS);

    chaos.end();
    for (int i = 1; i <= 4; i++) {
      operator.retry();
      watch(grid, laws, CHAOS_MS + i * HEALING_MS / 4);
    }
    assertThat(laws.healed()).isEmpty();
    assertThat(laws.once()).isEmpty();
    assertThat(laws.replay()).isEmpty();
    return laws.completed();
  }

  private static void watch(Grid grid, Laws laws, long until) {
    while (grid.time().millis() < until) {
      grid.time().runUntil(Math.min(until, grid.time().millis() + 500));
      assertThat(laws.always()).as("at %d ms", grid.time().millis()).isEmpty();
    }
  }
}
