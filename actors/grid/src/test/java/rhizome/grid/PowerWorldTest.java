package rhizome.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.grid.node.Admission;
import rhizome.grid.node.Node;
import rhizome.grid.workload.Workload;
import rhizome.grid.world.Chaos;
import rhizome.grid.world.Grid;
import rhizome.grid.world.Laws;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Post.Weather;
import rhizome.grid.world.Switching;
import rhizome.grid.zone.PowerLimits;
import rhizome.house.Property;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/** Nodes that are powered down and up, by hand and by their zone, under faults from a seed. */
class PowerWorldTest {

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final int CASES = Integer.getInteger("property.cases", 30);
  private static final Labels POWERED = Labels.parse(List.of("power=on-demand"));
  private static final RobotId SHOP = new RobotId("shop");
  private static final int CHANGES = 6;
  private static final long LOOK_MS = 500;
  private static final long CHANGE_MS = 60_000;
  private static final long SETTLING_MS = 1_200_000;
  private static final long QUIET_MS = 600_000;

  /** All that is promised without switches holds with them. */
  @Test
  void healsThoughSomebodyPlaysWithTheSwitches() {
    List<Long> asleep = new ArrayList<>();
    Property.forAll(CASES, random -> asleep.add(play(random)));
    assertThat(asleep).as("nodes that fell asleep in each case").anyMatch(count -> count > 2);
  }

  private static long play(RandomGenerator random) {
    Grid grid = grid(random, new Grid.Terms(LEASE, random.nextBoolean()), 1 + random.nextInt(4));
    Laws laws = new Laws(grid);
    Operator operator = new Operator(grid, random.nextInt(3) * 0.1);
    operator.apply(SHOP, operator.blueprint(SHOP));
    Chaos chaos = new Chaos(grid, operator, List.of(SHOP));
    Switching switching = new Switching(grid, operator);
    chaos.begin(1_000 + random.nextLong(5_000));
    switching.begin(500 + random.nextLong(3_000));
    watch(grid, laws, CHANGE_MS);
    switching.end();
    chaos.end();
    grid.agents().keySet().forEach(operator::uncordon);
    watch(grid, laws, CHANGE_MS + SETTLING_MS / 2);
    operator.retry();
    watch(grid, laws, CHANGE_MS + SETTLING_MS);
    assertThat(laws.healed()).isEmpty();
    assertThat(laws.replay()).isEmpty();
    assertThat(grid.nodes().values()).noneMatch(node -> isOff(node.state()));
    return count(grid, Node.Event.FellAsleep.class);
  }

  /** Only what operators want changes; no machine fails. */
  @Test
  void aZonePowersAsManyNodesAsAreNeededAndThenIsQuiet() {
    List<Long> asleep = new ArrayList<>();
    List<Long> woken = new ArrayList<>();
    Property.forAll(
        CASES,
        random -> {
          Grid grid = save(random);
          asleep.add(count(grid, Node.Event.FellAsleep.class));
          woken.add(count(grid, Node.Event.WakeBegun.class));
        });
    assertThat(asleep).as("nodes that fell asleep in each case").anyMatch(count -> count > 2);
    assertThat(woken).as("nodes that were woken in each case").anyMatch(count -> count > 1);
  }

  private static Grid save(RandomGenerator random) {
    Grid grid = grid(random, new Grid.Terms(LEASE, false), 2 + random.nextInt(5));
    int onMin = 1 + random.nextInt(2);
    grid.zone().powering(limits(onMin));
    Laws laws = new Laws(grid);
    Operator operator = new Operator(grid, 0);
    for (int i = 1; i <= CHANGES; i++) {
      operator.apply(SHOP, blueprint(random));
      if (random.nextInt(4) == 0) {
        grid.zone().restart();
      }
      watch(grid, laws, i * CHANGE_MS, onMin);
    }
    grid.post().calm();
    watch(grid, laws, CHANGES * CHANGE_MS + SETTLING_MS, onMin);
    assertThat(laws.healed()).isEmpty();
    assertThat(laws.replay()).isEmpty();
    assertThat(waitingInVain(grid)).isEmpty();
    long events = laws.events();
    watch(grid, laws, CHANGES * CHANGE_MS + SETTLING_MS + QUIET_MS, onMin);
    assertThat(laws.events()).as("events once all is quiet").isEqualTo(events);
    return grid;
  }

  private static PowerLimits limits(int onMin) {
    return new PowerLimits(
        true,
        0.8,
        onMin,
        Duration.ofSeconds(20),
        Duration.ofSeconds(12),
        Duration.ofDays(1),
        Duration.ofSeconds(60));
  }

  private static Blueprint blueprint(RandomGenerator random) {
    List<Service> services = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      long cpu = 100L * (1 + random.nextInt(4));
      services.add(
          new Service(name, random.nextInt(5), Operator.spec("steady", 1, cpu), List.of()));
    }
    return new Blueprint(SHOP.name(), services);
  }

  private static Grid grid(RandomGenerator random, Grid.Terms terms, int nodes) {
    Weather weather =
        new Weather(
            random.nextDouble() * 0.3,
            random.nextDouble() * 0.3,
            random.nextBoolean() ? 500 : 8_000);
    Grid grid = new Grid(random, weather, terms);
    for (int i = 0; i < nodes; i++) {
      Resources capacity = new Resources(200L * (1 + random.nextInt(5)), 1L << 30);
      grid.join(new NodeId("n" + i), capacity, POWERED);
    }
    return grid;
  }

  private static void watch(Grid grid, Laws laws, long until) {
    while (grid.time().millis() < until) {
      grid.time().runUntil(Math.min(until, grid.time().millis() + LOOK_MS));
      assertThat(laws.always()).as("at " + grid.time().millis() + " ms").isEmpty();
    }
  }

  private static void watch(Grid grid, Laws laws, long until, int onMin) {
    watch(grid, laws, until);
    long known = grid.nodes().size();
    long off = grid.nodes().values().stream().filter(node -> isOff(node.state())).count();
    assertThat(known - off).as("nodes that are to be on").isGreaterThanOrEqualTo(onMin);
  }

  /** Who has no place, though a sleeping machine would have room. */
  private static List<String> waitingInVain(Grid grid) {
    List<String> inVain = new ArrayList<>();
    grid.workloads()
        .forEach(
            (id, workload) -> {
              if (workload.state() instanceof Workload.State.Pending p) {
                Resources wanted = p.wanted().spec().resources();
                grid.nodes()
                    .forEach(
                        (node, entity) -> {
                          if (entity.state() instanceof Node.State.Known k
                              && isOff(k)
                              && wanted.fitsIn(k.facts().capacity())) {
                            inVain.add(id + " waits, and would fit on " + node);
                          }
                        });
              }
            });
    return inVain;
  }

  private static boolean isOff(Node.State state) {
    return state instanceof Node.State.Known k
        && (k.admission() instanceof Admission.Asleep || k.admission() instanceof Admission.Waking);
  }

  private static long count(Grid grid, Class<? extends Node.Event> kind) {
    return grid.nodes().values().stream()
        .flatMap(node -> node.journal().stream())
        .filter(kind::isInstance)
        .count();
  }
}
