package rhizome.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rhizome.agent.Specs;
import rhizome.agent.life.Input.*;
import rhizome.agent.life.Output.*;
import rhizome.blueprints.model.Probe;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.house.Property;
import rhizome.kernel.Seed;

/**
 * The table against a small machine of our own: processes start, refuse to start, die, ignore
 * requests, leave children behind and daemons outside their session, orders come at any moment, and
 * the agent itself dies between any two of its acts and begins again from what it had written down.
 */
class LifeWalkTest {

  private static final int STEPS = 120;

  @Test
  void whateverHappensNothingRunsTwiceAndEveryStopIsAnswered() {
    Property.forAll(400, random -> new World(random).walk());
  }

  /** One workload's corner of a machine. */
  private static final class World {

    /** A process, and whether anybody of its session, or who left that, is still there. */
    private static final class Running {
      final int pid;
      final long epoch;
      final int incarnation;
      boolean leader = true;
      boolean children;
      boolean daemons;

      Running(int pid, Job job) {
        this.pid = pid;
        this.epoch = job.epoch();
        this.incarnation = job.incarnation();
      }

      void dies(RandomGenerator random) {
        leader = false;
        children = random.nextInt(3) == 0;
        daemons = random.nextInt(3) == 0;
      }

      boolean inSession() {
        return leader || children;
      }

      boolean there() {
        return inSession() || daemons;
      }
    }

    private final RandomGenerator random;
    private final Life life;
    private final Map<Integer, Running> machine = new TreeMap<>();
    private final ArrayDeque<Input> pending = new ArrayDeque<>();
    private final List<Report> reports = new ArrayList<>();
    private State state = State.nothing();
    private @Nullable State written;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int pids = 100;
    private long newest;
    private long asked;
    private boolean dead;
    private boolean sweeping;
    private boolean mortal = true;
    private boolean leased = true;
    private boolean granted;

    World(RandomGenerator random) {
      this.random = random;
      this.life = new Life(WEB, new Seed(random.nextLong()));
    }

    void walk() {
      for (int i = 0; i < STEPS; i++) {
        now = now.plusMillis(random.nextInt(1, 400));
        happen();
      }
      end();
    }

    private void happen() {
      switch (random.nextInt(13)) {
        case 0 -> assign();
        case 1 -> stop(random.nextLong(1, newest + 2));
        case 2, 3 -> somebodyDies();
        case 4 -> answer(random.nextInt(3) > 0);
        case 5 -> agentDies();
        case 6 -> lapse();
        case 7, 8 -> leased = true;
        default -> tick();
      }
    }

    /** What was granted under this lease is void, also when the node holds another. */
    private void lapse() {
      leased = false;
      granted = false;
      give(new Fence(now));
      assertThat(machine.values()).as("fenced").noneMatch(process -> process.leader);
    }

    /** Told to stop all and given time, it must come to rest with nothing left. */
    private void end() {
      mortal = false;
      leased = true;
      stop(newest + 1);
      for (int i = 0; i < 50 && !(state instanceof State.Absent); i++) {
        now = now.plusSeconds(10);
        tick();
        sweep();
      }
      assertThat(state).isEqualTo(new State.Absent(asked));
      assertThat(machine.values()).noneMatch(Running::there);
      assertThat(written).as("struck out").isNull();
      long epoch = asked;
      assertThat(reports)
          .filteredOn(report -> report instanceof Report.Stopped && report.epoch() == epoch)
          .as("the last stop is answered once")
          .hasSize(1);
    }

    private void assign() {
      long epoch = Math.max(1, newest + random.nextInt(-1, 2));
      newest = Math.max(newest, epoch);
      Specs specs =
          Specs.sleeper()
              .attempts(random.nextInt(4))
              .grace(Duration.ofMillis(random.nextInt(1000)));
      Specs probed =
          random.nextBoolean()
              ? specs
              : specs.probe(new Probe.Tcp("http"), Duration.ofSeconds(1), Duration.ofMillis(300));
      if (!leased) {
        return; // such an assignment is not even noted
      }
      granted = true;
      give(new Assign(new Assignment(WEB, epoch, probed.spec()), now));
    }

    private void stop(long epoch) {
      newest = Math.max(newest, epoch);
      asked = Math.max(asked, epoch);
      give(new Stop(epoch, now));
    }

    private void somebodyDies() {
      for (Running process : List.copyOf(machine.values())) {
        if (process.leader && held(process) && random.nextBoolean()) {
          leaderDies(process);
        }
      }
      sweep();
    }

    private void leaderDies(Running process) {
      process.dies(random);
      give(new Left(new Exit.Signal(9), !process.children, now));
    }

    /**
     * The children of dead leaders end sooner or later by themselves. Daemons do not: they are
     * there until an answered sweep, as the one that nobody waits for comes at its own time.
     */
    private void sweep() {
      machine.values().stream().filter(p -> !p.leader).forEach(p -> p.children = false);
      if (sweeping) {
        sweeping = false;
        machine.values().stream().filter(p -> !p.leader).forEach(World::kill);
        give(new Swept(now));
      }
    }

    private void answer(boolean well) {
      if (state instanceof State.Running running && running.pulse().asked() > 0) {
        int number = running.pulse().asked() - random.nextInt(3);
        give(new Answered(number, well ? Optional.empty() : Optional.of("unwell"), now));
      }
    }

    private void tick() {
      Optional<Instant> at = state.wakeAt();
      if (at.isPresent()) {
        now = at.get().isAfter(now) ? at.get() : now;
        give(new Tick(now));
      }
      if (random.nextInt(4) == 0) {
        sweep();
      }
    }

    /** What was not written down is lost; processes are not. The next agent takes its census. */
    private void agentDies() {
      dead = false;
      sweeping = false;
      pending.clear();
      State from = written;
      if (from == null) {
        machine.values().forEach(World::kill);
        state = new State.Absent(0);
        return;
      }
      Optional<Found> found = census(from);
      machine.values().stream()
          .filter(process -> found.isEmpty() || process.pid != found.get().process().pid())
          .forEach(World::kill);
      state = normal(from);
      give(new Reopened(found, now));
      if (!leased) {
        give(new Fence(now));
      }
    }

    private Optional<Found> census(State from) {
      Job job = from.held().orElseThrow();
      int least =
          switch (from) {
            case State.Waiting _ -> job.incarnation() + 1;
            case State.Fenced _ -> job.incarnation();
            case State.Exhausted _ -> Integer.MAX_VALUE;
            case State.Absent _, State.Starting _, State.Running _, State.Ending _ ->
                job.incarnation();
          };
      return machine.values().stream()
          .filter(process -> process.leader && process.epoch == job.epoch())
          .filter(process -> process.incarnation >= least)
          .map(process -> new Found(process.incarnation, identity(process.pid), Map.of()))
          .reduce((_, later) -> later);
    }

    /** What a handle keeps of a state: see rhizome.agent.handle. */
    private static State normal(State from) {
      return from instanceof State.Ending ending
              && ending.goal() instanceof State.Goal.Leave(_, var next)
              && next.isPresent()
          ? new State.Starting(Job.first(next.get()))
          : from;
    }

    private void give(Input first) {
      pending.add(first);
      while (!pending.isEmpty() && !dead) {
        var step = life.step(state, pending.remove());
        state = step.state();
        for (Output output : step.outputs()) {
          if (!dead) {
            perform(output);
          }
        }
      }
      if (dead) {
        agentDies();
      }
    }

    private void perform(Output output) {
      switch (output) {
        case Spawn(Job job) -> spawn(job);
        case Adopt(Identity process) ->
            assertThat(machine.get(process.pid())).as("adopted").isNotNull();
        case Prepare(Job job) -> {
          if (random.nextBoolean()) {
            pending.add(new Prepared(job.epoch(), now));
          }
        }
        case Terminate _ -> {
          if (random.nextBoolean()) {
            dying();
          }
        }
        case Kill _ -> dying();
        case Sweep _ -> sweeping = true;
        case Ask(int number, _, _, _) -> assertThat(number).isPositive();
        case TakeBack(int number) -> assertThat(number).isPositive();
        case Save _ -> written = state;
        case Forget _ -> written = null;
        case Tell(Report report) -> tell(report);
      }
      // Between any two acts the agent itself may be killed; rarely, so that walks get far.
      dead = dead || (mortal && random.nextInt(60) == 0);
    }

    private void spawn(Job job) {
      assertThat(machine.values()).as("processes beside a new one").noneMatch(Running::inSession);
      assertThat(written).as("an agent that knows of it, if this one dies now").isNotNull();
      if (!leased) {
        pending.add(new Fence(now));
        return;
      }
      assertThat(granted).as("assigned under this lease").isTrue();
      if (random.nextInt(6) == 0) {
        pending.add(new NotSpawned("no such program", now));
        return;
      }
      Running process = new Running(pids++, job);
      machine.put(process.pid, process);
      pending.add(new Spawned(identity(process.pid), Map.of(), now));
    }

    private void dying() {
      for (Running process : machine.values()) {
        if (process.leader && held(process)) {
          process.dies(random);
          pending.add(new Left(new Exit.Signal(9), !process.children, now));
        }
      }
    }

    private void tell(Report report) {
      reports.add(report);
      if (report instanceof Report.Stopped stopped && stopped.incarnation() > 0) {
        assertThat(machine.values())
            .as("processes of a stopped epoch")
            .noneMatch(process -> process.there() && process.epoch <= stopped.epoch());
      }
    }

    private boolean held(Running process) {
      return state.process().filter(identity(process.pid)::equals).isPresent();
    }

    private static void kill(Running process) {
      process.leader = false;
      process.children = false;
      process.daemons = false;
    }

    private static Identity identity(int pid) {
      return new Identity(pid, pid, "boot");
    }
  }
}
