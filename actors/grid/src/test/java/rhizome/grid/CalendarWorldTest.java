package rhizome.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.robot.Robot;
import rhizome.grid.world.Chaos;
import rhizome.grid.world.Grid;
import rhizome.grid.world.Laws;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Post.Weather;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/**
 * A job with a schedule under faults from a seed: whatever crashes, is late, comes twice or jumps
 * in time, no due time is started twice, and no two processes of it ever run at once (the law of
 * what is single, which the world watches).
 */
class CalendarWorldTest {

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final int CASES = Integer.getInteger("property.cases", 60);
  private static final RobotId ROBOT = new RobotId("r");
  private static final long CHAOS_MS = 240_000;
  private static final long HEALING_MS = 300_000;

  @Test
  void whateverFailsEachDueTimeIsStartedOnceAtMostAndTheNextOneComes() {
    AtomicLong started = new AtomicLong();
    AtomicLong lives = new AtomicLong(); // one, where a seed is named
    Property.forAll(
        CASES,
        random -> {
          started.addAndGet(live(random));
          lives.incrementAndGet();
        });
    assertThat(started.get()).as("runs that were started").isGreaterThan(3 * lives.get());
  }

  private static long live(RandomGenerator random) {
    Weather weather = new Weather(random.nextDouble() * 0.3, random.nextDouble() * 0.3, 500);
    Grid grid = new Grid(random, weather, new Grid.Terms(LEASE, random.nextBoolean()));
    Laws laws = new Laws(grid);
    int nodes = 1 + random.nextInt(3);
    for (int i = 0; i < nodes; i++) {
      grid.join(new NodeId("n" + i), new Resources(1_000, 1L << 30));
    }
    Operator operator = new Operator(grid, 0);
    operator.apply(ROBOT, blueprint(random));
    Chaos chaos = new Chaos(grid, operator, List.of(new RobotId("other")));
    chaos.begin(500 + random.nextLong(3_000));
    watch(grid, laws, operator, random, CHAOS_MS);
    chaos.end();
    // Operators may have closed or removed all others, and a run that finds no place goes for ever:
    // there is room for all that waits, and not for another robot's alone (seed 91141750842065).
    grid.join(new NodeId("fresh"), new Resources(1_000_000, 1L << 40));
    operator.apply(ROBOT, blueprint(random));
    long before = grid.time().millis();
    watch(grid, laws, operator, random, before + HEALING_MS);
    assertThat(laws.replay()).isEmpty();
    List<Robot.Event.JobStarted> runs = started(grid);
    assertThat(runs.stream().filter(run -> run.at().toEpochMilli() > before).count())
        .as("runs once all is well again")
        .isPositive();
    return runs.size();
  }

  private static Blueprint blueprint(RandomGenerator random) {
    Policy policy = random.nextBoolean() ? Policy.FORBID : Policy.REPLACE;
    Schedule schedule =
        new Schedule(
            random.nextBoolean() ? "* * * * *" : "*/2 * * * *",
            ZoneId.of("UTC"),
            policy,
            random.nextInt(3),
            Duration.ofSeconds(30 + random.nextInt(300)));
    boolean crashes = random.nextInt(4) == 0;
    Spec spec = Operator.spec(crashes ? "crashing" : "steady", random.nextInt(3), 100);
    Job job = Job.UNLIMITED.at(Optional.of(schedule));
    List<Service> services = new ArrayList<>();
    boolean needy = random.nextBoolean();
    services.add(new Service("a", 1, Operator.spec("steady", random.nextInt(2), 100), List.of()));
    services.add(new Service("b", 1, spec.with(job), needy ? List.of("a") : List.of()));
    return new Blueprint(ROBOT.name(), services);
  }

  private static void watch(
      Grid grid, Laws laws, Operator operator, RandomGenerator random, long until) {
    while (grid.time().millis() < until) {
      grid.time().runUntil(Math.min(until, grid.time().millis() + 1_000));
      if (random.nextInt(120) == 0) {
        operator.apply(ROBOT, blueprint(random));
      }
      if (random.nextInt(60) == 0) {
        Instant jump = grid.time().now().plusSeconds(random.nextInt(240) - 120);
        grid.robot(ROBOT).ask(new Robot.Command.PassTime(jump));
        grid.robot(ROBOT).ask(new Robot.Command.RunJob("b", "ann", grid.time().now()));
      }
      assertThat(laws.always()).as("at %d ms", grid.time().millis()).isEmpty();
      assertThat(started(grid).stream().flatMap(run -> run.due().stream()).toList())
          .as("due times with a start record")
          .doesNotHaveDuplicates();
    }
  }

  private static List<Robot.Event.JobStarted> started(Grid grid) {
    return grid.robot(ROBOT).journal().stream()
        .filter(Robot.Event.JobStarted.class::isInstance)
        .map(Robot.Event.JobStarted.class::cast)
        .toList();
  }
}
