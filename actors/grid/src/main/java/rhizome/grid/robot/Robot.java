package rhizome.grid.robot;

import static rhizome.kernel.Decision.accept;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Spec;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.State.*;
import rhizome.grid.scaling.Followed;
import rhizome.grid.task.Definition;
import rhizome.grid.task.Occasion;
import rhizome.grid.task.Result;
import rhizome.grid.workload.Status;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/**
 * Carries out one blueprint: knows which workloads are wanted, asks for them in the order of their
 * needs, lets them give way to a new spec a few at a time, and retires in the opposite order. What
 * does not become well is given up for what was well before (ADR 0020).
 */
public final class Robot implements Decider<Robot.Command, Robot.Event, Robot.State, Robot.Duty> {

  /** Who targets what a robot goes back to by itself. */
  static final String BY_ITSELF = "robot";

  /**
   * A service on its way to what is wanted of it.
   *
   * @param progressed when it last had one more replica that is well, or its first sign of life
   * @param well the most replicas that were well at once
   * @param promoted more than the canaries may follow
   * @param stalled why it goes no further; empty while it does
   */
  public record Rolling(Optional<Instant> progressed, int well, boolean promoted, String stalled) {}

  /**
   * The last revision of which every service was well.
   *
   * @param fence of the robot when it last was
   */
  public record Good(
      Blueprint blueprint, long generation, long fence, SortedMap<String, Long> since) {
    public Good {
      blueprint = blueprint.unscaled();
      since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
    }
  }

  /** That a generation was given up for an earlier one, and which service was to blame. */
  public record Reversal(long generation, long backTo, String service, String why) {}

  public sealed interface Command {
    /** {@code parent} is the generation this blueprint was planned against; 0 for none. */
    record Target(Blueprint blueprint, long parent, String by, Instant at) implements Command {}

    /**
     * What a workload says of itself. {@code asOf} is its revision then: older news is no news;
     * {@code run} is the one of a schedule that it carries out, {@code falls} how many it had.
     */
    record Observe(
        WorkloadId workload,
        long generation,
        long asOf,
        Status status,
        String detail,
        Optional<Lease> lease,
        Optional<Endpoint> endpoint,
        long run,
        long falls,
        Instant at)
        implements Command {

      /** Of one without a place. */
      public Observe(
          WorkloadId workload, long generation, Status status, String detail, Instant at) {
        this(workload, generation, 0, status, detail, Optional.empty(), Optional.empty(), 0, 0, at);
      }
    }

    /**
     * The agent that holds it in this epoch has written down this table, or a later one; with
     * revision 0 it says that it has none.
     */
    record ConfirmTable(WorkloadId workload, long epoch, long revision, Instant at)
        implements Command {}

    record Destroy(String by, Instant at) implements Command {}

    /** It is no earlier than this. */
    record PassTime(Instant at) implements Command {}

    /** Whatever waits behind its canaries may follow them. */
    record Promote(String by, Instant at) implements Command {}

    /** May this replica be taken away for a while? Refused while the budget spares none. */
    record Spare(WorkloadId workload, Instant at) implements Command {}

    /** Let a parked workload go, and miss it no more before the next revision. */
    record Discard(WorkloadId workload, String by, Instant at) implements Command {}

    /** Run a job with a schedule now. */
    record RunJob(String service, String by, Instant at) implements Command {}

    /**
     * Have so many replicas of a service that is scaled.
     *
     * @param from how many there were when this was decided, if it was decided by that
     */
    record Scale(String service, int to, Optional<Integer> from, String by, String why, Instant at)
        implements Command {}
  }

  public sealed interface Event {
    Instant at();

    record Targeted(Blueprint blueprint, long generation, String by, Instant at) implements Event {

      /** The robot itself went back to it. */
      public boolean isReversal() {
        return by.startsWith(BY_ITSELF + ", ");
      }
    }

    record Observed(
        WorkloadId workload,
        long generation,
        long asOf,
        Status status,
        String detail,
        Optional<Lease> lease,
        Optional<Endpoint> endpoint,
        long falls,
        Instant at)
        implements Event {

      /** Of one without a place. */
      public Observed(
          WorkloadId workload, long generation, Status status, String detail, Instant at) {
        this(workload, generation, 0, status, detail, Optional.empty(), Optional.empty(), 0, at);
      }
    }

    /** It said the same of a later revision: what is older than that is no news either. */
    record Reaffirmed(WorkloadId workload, long asOf, Instant at) implements Event {}

    record TableConfirmed(WorkloadId workload, long revision, Instant at) implements Event {}

    record Destroyed(long generation, String by, Instant at) implements Event {}

    /** Something that depends on time became true. */
    record Elapsed(Instant at) implements Event {}

    /** These shall give way to their new spec now. */
    record Granted(List<WorkloadId> workloads, Instant at) implements Event {
      public Granted {
        workloads = List.copyOf(workloads);
      }
    }

    /** Somebody takes it away now, such as a node that is drained. */
    record Spared(WorkloadId workload, Instant at) implements Event {}

    /**
     * A service cannot be brought to what is wanted of it.
     *
     * @param backTo the generation that is targeted again because of it; 0 when a human is needed
     */
    record Stalled(String service, String why, long backTo, Instant at) implements Event {}

    record Promoted(List<String> services, String by, Instant at) implements Event {
      public Promoted {
        services = List.copyOf(services);
      }
    }

    record Discarded(WorkloadId workload, String by, Instant at) implements Event {}

    /** One of a service leads from now on; the one before, if any, is gone for certain. */
    record Led(String service, Leading leading, Instant at) implements Event {}

    /** The start record: no other run is ever started for this due time. */
    record JobStarted(String service, long run, Optional<Instant> due, String by, Instant at)
        implements Event {}

    record JobSkipped(String service, int count, Instant last, String why, Instant at)
        implements Event {}

    record JobEnded(String service, long run, Result result, String detail, Instant at)
        implements Event {}

    /** There are {@code to} replicas from now on; {@code why} has the numbers it follows from. */
    record Scaled(String service, int from, int to, String by, String why, Instant at)
        implements Event {}
  }

  public sealed interface State {
    /** How often something was targeted, or taken down. */
    long generation();

    /** How often anything was scaled. */
    long scalings();

    /** What its wishes are numbered by, so that none is taken for a later one (ADR 0027). */
    default long fence() {
      return generation() + scalings();
    }

    /** An action of the blueprint that is carried out, if it has that one. */
    default Optional<Definition> action(TaskId task) {
      return this instanceof Active a ? Rollout.action(a, task) : Optional.empty();
    }

    record Idle(long generation, long scalings) implements State {

      /** Of which nothing was ever scaled. */
      public Idle(long generation) {
        this(generation, 0);
      }
    }

    /**
     * @param blueprint with as many replicas of what is scaled as there shall be now
     * @param since by service, the fence in which its spec last changed; by {@code service/action},
     *     the one from which on it waits for falls
     * @param rolling the services that are not yet what is wanted
     * @param good what to go back to, if there ever was something
     * @param reversal why this is the target, if the robot chose it; or while it is about to
     * @param clock no later than now
     * @param changes when what is told of each service last changed
     * @param calendars of the services that have a schedule
     */
    record Active(
        Blueprint blueprint,
        long generation,
        SortedMap<String, Long> since,
        SortedMap<WorkloadId, Slot> slots,
        SortedMap<String, Rolling> rolling,
        Optional<Good> good,
        Optional<Reversal> reversal,
        Instant clock,
        Changes changes,
        SortedMap<String, Calendar> calendars,
        long scalings)
        implements State {
      public Active {
        calendars = Collections.unmodifiableSortedMap(new TreeMap<>(calendars));
        since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
        rolling = Collections.unmodifiableSortedMap(new TreeMap<>(rolling));
      }

      /** Nothing is on its way, nothing was ever well, and nothing that is told has changed. */
      public Active(
          Blueprint blueprint,
          long generation,
          SortedMap<String, Long> since,
          SortedMap<WorkloadId, Slot> slots) {
        this(
            blueprint,
            generation,
            since,
            slots,
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            Changes.first(blueprint, 0),
            new TreeMap<>(),
            0);
      }
    }

    /**
     * {@code blueprint} is kept for the order in which to take it down, {@code changes} so that no
     * table of before is taken for a later one.
     */
    record Destroying(
        Blueprint blueprint,
        long generation,
        SortedMap<WorkloadId, Slot> slots,
        long changes,
        long scalings)
        implements State {

      /** Of which nobody was told anything. */
      public Destroying(Blueprint blueprint, long generation, SortedMap<WorkloadId, Slot> slots) {
        this(blueprint, generation, slots, 0, 0);
      }

      public Destroying {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
      }
    }
  }

  public sealed interface Duty {
    /** Tell the workload what to be; it informs the robot of what it is. */
    record Ensure(WorkloadId workload, Spec spec, long generation, boolean reaches)
        implements Duty {

      /** Of one that is told no endpoints. */
      public Ensure(WorkloadId workload, Spec spec, long generation) {
        this(workload, spec, generation, false);
      }
    }

    record Retire(WorkloadId workload, long generation) implements Duty {}

    /** Tell the task that it recurs; it asks what the robot has when it is due. */
    record Keep(TaskId task, Definition definition) implements Duty {}

    /** Something happened that has this action run; owed as long as that is so. */
    record Prompt(TaskId task, Definition definition, Occasion occasion) implements Duty {}

    /** Say {@link Command.PassTime} then. */
    record Remind(RobotId robot, Instant at) implements Duty {}

    /**
     * Tell the agent that holds this lease, through its zone; once it has it in writing, {@link
     * Command.ConfirmTable} follows.
     */
    record Announce(WorkloadId workload, Lease lease, Table table) implements Duty {}

    /** Look at what its replicas use; {@link Command.Scale} follows when it should be scaled. */
    record Follow(RobotId robot, Followed followed) implements Duty {}
  }

  public enum Refusal implements Decision.Reason {
    PARENT_NOT_TARGET,
    NOT_TARGETED,
    STALE_GENERATION,
    /** A service that is protected would come to harm. */
    PROTECTED,
    /** No more of a service may be taken away now. */
    BUDGET_SPENT,
    NOTHING_TO_PROMOTE,
    NOT_PARKED,
    NO_SCHEDULE,
    RUN_GOES,
    NEEDS_NOT_MET,
    UNKNOWN_SERVICE,
    /** It has a fixed number of replicas. */
    NOT_SCALED,
    /** Beyond the bounds of its replicas, or nothing of what is protected. */
    OUT_OF_RANGE
  }

  private final RobotId id;

  public Robot(RobotId id) {
    this.id = id;
  }

  @Override
  public State initial() {
    return new Idle(0);
  }

  /** What a command causes, and then what follows from the state it leads to. */
  @Override
  public Decision<Event> decide(State state, Command command) {
    return switch (RobotDecisions.decide(id, state, command)) {
      case Decision.Accepted<Event>(var events) -> accept(Judgement.after(id, state, events));
      case Decision.Rejected<Event> rejected -> rejected;
    };
  }

  @Override
  public State evolve(State state, Event event) {
    return RobotEvolution.evolve(id, state, event);
  }

  @Override
  public List<Duty> owes(State state) {
    return switch (state) {
      case Idle _ -> List.of();
      case Active a -> new Rollout(id, a).duties();
      case Destroying d -> Rollout.takeDown(d);
    };
  }

  @Override
  public long generation(State state) {
    return state.generation();
  }
}
