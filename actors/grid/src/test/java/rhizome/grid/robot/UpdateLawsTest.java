package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.house.Property;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** Whatever is reported when: no update disturbs more than it may, and every update ends. */
class UpdateLawsTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec OLD = Operator.spec("steady", 1, 100);
  private static final Spec NEW = Operator.spec("steady", 2, 100);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int TROUBLED_SECONDS = 120;

  @Test
  void noUpdateDisturbsMoreThanItMayAndEachEnds() {
    int[] ends = new int[3];
    Property.forAll(
        400,
        random -> {
          World world = new World(random);
          world.live(TROUBLED_SECONDS, true);
          world.live(2_000, false);
          ends[world.end()]++;
        });
    if (Long.getLong("property.seed") == null) {
      assertThat(ends).as("all new, all old, needs a human").doesNotContain(0);
    }
  }

  /** The workloads of one service, second by second; what they say arrives late, but in order. */
  private static final class World {

    /** What a workload is, and what of it the robot has yet to hear. */
    private static final class Life {
      private Spec spec = OLD;
      private long generation = 1;
      private Status status = Status.READY;
      private Instant since = Instant.EPOCH;
      private int left;
      private boolean told = true;

      void become(Status next, Instant now) {
        status = next;
        since = now;
        told = false;
      }
    }

    private final RandomGenerator random;
    private final Robot law = new Robot(SHOP);
    private final Service service;
    private final Map<WorkloadId, Life> lives = new TreeMap<>();
    private final Map<WorkloadId, Instant> taken = new TreeMap<>();
    private final double broken;
    private final boolean losses;
    private State state;
    private Instant now = Instant.EPOCH.plusSeconds(1_000);
    private int stalls;

    World(RandomGenerator random) {
      this.random = random;
      int replicas = 1 + random.nextInt(6);
      Duration healthy = Duration.ofSeconds(random.nextInt(12));
      Update update =
          new Update(
              1 + random.nextInt(3),
              random.nextInt(4),
              healthy,
              PATIENCE,
              true,
              random.nextInt(4) > 0);
      Budget budget = new Budget(random.nextInt(replicas + 1));
      this.service = new Service("web", replicas, OLD, List.of()).with(update, budget, false);
      this.broken = random.nextInt(3) == 0 ? 0.5 : 0;
      this.losses = random.nextInt(3) == 0;
      this.state = law.initial();
      say(new Target(shop(OLD), 0, "ann", now));
      Targeting.workloads(SHOP, service).forEach(w -> lives.put(w, new Life()));
      lives.keySet().forEach(w -> say(new Observe(w, 1, Status.READY, "", now)));
      now = now.plus(Duration.ofSeconds(60));
      say(new PassTime(now));
      say(new Target(shop(NEW), 1, "ann", now));
    }

    private Blueprint shop(Spec spec) {
      return new Blueprint(
          "shop",
          List.of(
              new Service("web", service.replicas(), spec, List.of())
                  .with(service.update(), service.budget(), false)));
    }

    void live(int seconds, boolean troubled) {
      for (int i = 0; i < seconds; i++) {
        now = now.plusSeconds(1);
        lives.forEach((workload, life) -> live(workload, life, troubled));
        for (Duty duty : law.owes(state)) {
          carryOut(duty);
        }
        check();
      }
    }

    private void live(WorkloadId workload, Life life, boolean troubled) {
      if (life.left > 0 && --life.left == 0) {
        boolean fails = life.spec.equals(NEW) && random.nextDouble() < broken;
        Status failed = random.nextBoolean() ? Status.PARKED : Status.UNHEALTHY;
        life.become(fails ? failed : Status.READY, now);
        life.left = fails && failed == Status.UNHEALTHY ? 5 : 0;
      } else if (troubled && losses && life.left == 0 && random.nextInt(60) == 0) {
        life.become(Status.UNHEALTHY, now);
        life.left = 1 + random.nextInt(20);
        if (life.spec.equals(wanted())) {
          taken.remove(workload); // what the update did to it is over, and this is none of it
        }
      }
      if (!life.told && (!troubled || random.nextInt(3) > 0)) {
        life.told = true;
        say(new Observe(workload, life.generation, life.status, "", now));
      }
      boolean well =
          life.status == Status.READY
              && !life.since.plus(service.update().healthyFor()).isAfter(now);
      if (well && life.told) {
        taken.remove(workload);
      }
    }

    private void carryOut(Duty duty) {
      switch (duty) {
        case Duty.Follow _, Duty.Announce _ -> {} // nobody uses another here, nor is scaled
        case Duty.Ensure(var workload, var spec, long generation, _) -> {
          Life life = Objects.requireNonNull(lives.get(workload));
          if (random.nextInt(3) > 0 && generation > life.generation) {
            life.generation = generation;
            life.told = false;
            if (!life.spec.equals(spec)) {
              life.spec = spec;
              life.become(Status.PENDING, now);
              life.left = 1 + random.nextInt(8);
            }
          }
        }
        case Duty.Remind(_, var at) -> {
          if (!at.isAfter(now)) {
            say(new PassTime(now));
          }
        }
        case Duty.Retire retire -> throw new AssertionError(retire);
        case Duty.Keep keep -> throw new AssertionError(keep);
        case Duty.Prompt prompt -> throw new AssertionError(prompt);
      }
    }

    private void say(Robot.Command command) {
      if (law.decide(state, command) instanceof Decision.Accepted<Event>(var events)) {
        for (Event event : events) {
          if (event instanceof Granted g) {
            g.workloads().forEach(this::take);
          }
          stalls += event instanceof Stalled s && s.backTo() == 0 ? 1 : 0;
          state = law.evolve(state, event);
        }
      }
    }

    /** To let what serves give way is what an update may not do too often. */
    private void take(WorkloadId workload) {
      State.Active before = (State.Active) state;
      Slot slot = Objects.requireNonNull(before.slots().get(workload));
      if (slot.status() == Status.READY && slot.granted() <= slot.generation()) {
        long serving =
            before.slots().values().stream()
                .filter(other -> other.status() == Status.READY)
                .filter(other -> other.granted() <= other.generation())
                .count();
        taken.put(workload, now);
        assertThat(serving - 1)
            .as("ready with %s taken, of %s", workload, before.slots())
            .isGreaterThanOrEqualTo(service.budget().minReady());
      }
    }

    private void check() {
      assertThat(taken.size()).as("disturbed").isLessThanOrEqualTo(service.update().atOnce());
      if (!losses && broken == 0) {
        long ready = lives.values().stream().filter(l -> l.status == Status.READY).count();
        assertThat(ready).isGreaterThanOrEqualTo(service.budget().minReady());
      }
    }

    private int tellings() {
      return 2 * (service.replicas() + 1);
    }

    private Spec wanted() {
      return ((State.Active) state).blueprint().services().getFirst().spec();
    }

    /** 0 all new, 1 all old, 2 told to a human. */
    int end() {
      State.Active a = (State.Active) state;
      assertThat(stalls).as("once more only after progress").isLessThanOrEqualTo(tellings());
      if (a.rolling().isEmpty()) {
        assertThat(lives.values()).allMatch(life -> life.spec.equals(wanted()));
        assertThat(a.generation()).isEqualTo(wanted().equals(NEW) ? 2 : 3);
        return wanted().equals(NEW) ? 0 : 1;
      }
      assertThat(Objects.requireNonNull(a.rolling().get("web")).stalled()).as("%s", a).isNotEmpty();
      assertThat(stalls).isPositive();
      return 2;
    }
  }
}
