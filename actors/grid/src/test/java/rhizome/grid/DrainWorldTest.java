package rhizome.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Priority;
import rhizome.grid.world.Continuity;
import rhizome.grid.world.Grid;
import rhizome.grid.world.Laws;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Post.Weather;
import rhizome.grid.world.Upkeep;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/**
 * What operators who take nodes out of service do to what is shared: nothing that its users notice,
 * as long as there is room elsewhere and time.
 */
class DrainWorldTest {

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final int CASES = Integer.getInteger("property.cases", 100);
  private static final RobotId SHOP = new RobotId("shop");
  private static final long SERVICE_MS = 180_000;
  private static final long QUIET_MS = 420_000;

  @Test
  void aDrainNeverTakesTheLastReadyInstanceOfWhatIsSharedWhileThereIsRoomElsewhere() {
    List<Long> handovers = new ArrayList<>();
    Property.forAll(CASES, random -> handovers.add(serve(random)));
    assertThat(handovers).as("handovers of each case").anyMatch(count -> count > 0);
  }

  private static long serve(RandomGenerator random) {
    Weather weather =
        new Weather(
            random.nextDouble() * 0.3,
            random.nextDouble() * 0.3,
            random.nextBoolean() ? 500 : 8_000);
    Grid grid = new Grid(random, weather, new Grid.Terms(LEASE, false));
    IntFunction<Blueprint> blueprints = blueprints(random);
    Blueprint blueprint = blueprints.apply(0);
    int nodes = 2 + random.nextInt(3);
    for (int i = 0; i < nodes; i++) {
      long spare = 100L * random.nextInt(4);
      grid.join(new NodeId("n" + i), new Resources(need(blueprint) + spare, 1L << 30));
    }
    Operator operator = new Operator(grid, 0);
    operator.apply(SHOP, blueprint);

    Laws laws = new Laws(grid);
    Continuity continuity = new Continuity(grid);
    Upkeep upkeep = new Upkeep(grid, operator, SHOP, blueprints);
    upkeep.begin(500 + random.nextLong(5_000));
    watch(grid, laws, continuity, SERVICE_MS);
    upkeep.end();
    watch(grid, laws, continuity, QUIET_MS);
    assertThat(laws.healed()).isEmpty();
    assertThat(laws.replay()).isEmpty();
    return continuity.handovers();
  }

  private static void watch(Grid grid, Laws laws, Continuity continuity, long until) {
    grid.time().runUntil(until, continuity::look);
    assertThat(laws.always()).isEmpty();
  }

  /** All of it fits on any one node. */
  private static long need(Blueprint blueprint) {
    return blueprint.services().stream()
        .mapToLong(service -> service.replicas() * service.spec().resources().cpuMillis())
        .sum();
  }

  /** Shared services a and perhaps b, and perhaps a single one, whose versions differ. */
  private static IntFunction<Blueprint> blueprints(RandomGenerator random) {
    List<Service> shared = new ArrayList<>();
    shared.add(new Service("a", 1 + random.nextInt(3), shared(random), List.of()));
    if (random.nextBoolean()) {
      shared.add(new Service("b", 1 + random.nextInt(2), shared(random), List.of("a")));
    }
    int singles = random.nextInt(2);
    return version -> {
      List<Service> services = new ArrayList<>(shared);
      services.add(new Service("c", singles, Operator.spec("steady", version, 100), List.of()));
      return new Blueprint(SHOP.name(), services);
    };
  }

  private static Spec shared(RandomGenerator random) {
    Spec spec = Operator.shared(Operator.spec("steady", 1, 100L * (1 + random.nextInt(2))));
    return spec.with(new Priority(random.nextInt(-1, 2), random.nextBoolean(), false));
  }
}
