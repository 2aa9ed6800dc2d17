package rhizome.grid.workload;

import static rhizome.grid.workload.Workload.Refusal.NOT_DEPLOYED;
import static rhizome.grid.workload.Workload.Refusal.NOT_PARKED;
import static rhizome.grid.workload.Workload.Refusal.STALE_EPOCH;
import static rhizome.grid.workload.Workload.Refusal.STALE_GENERATION;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.State.*;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * One replica of a service, wherever it runs. It holds at most one lease at a time and asks for a
 * new place only when nothing of the old one can still run, so it never runs twice. What its node
 * cannot mend it mends by moving, once; then it is parked until a human says retry.
 */
public final class Workload
    implements Decider<Workload.Command, Workload.Event, Workload.State, Workload.Duty> {

  /** Moves in a row, without a healthy spell between them, before it is parked. */
  static final int MOVES_MAX = 1;

  /** What is wanted: {@code generation} is the robot's count when this spec was targeted. */
  public record Wanted(Spec spec, long generation) {}

  /** How a workload fares on the node that holds its lease. */
  public record Progress(
      Phase phase, int incarnation, Instant since, long pid, Map<String, Integer> ports) {

    static final Progress AWAITED =
        new Progress(Phase.STARTING, 0, Instant.EPOCH, 0, Collections.emptyMap());

    public Progress {
      ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    }

    Progress enter(Phase next, int current, Instant at) {
      return new Progress(next, current, at, pid, ports);
    }
  }

  /** The part of a lease's life that its agent reports. */
  public enum Phase {
    STARTING,
    READY,
    UNREADY
  }

  public sealed interface Command {
    record Ensure(Spec spec, long generation, Instant at) implements Command {}

    record Place(long epoch, NodeId node, Instant at) implements Command {}

    record LackPlace(long epoch, String reason, Instant at) implements Command {}

    record ConfirmPlace(long epoch, Instant at) implements Command {}

    record RefusePlace(long epoch, String reason, Instant at) implements Command {}

    record Observe(NodeId node, Report report) implements Command {}

    record LoseNode(Lease lease, Cause cause, Instant at) implements Command {}

    record ConfirmRelease(Lease lease, Instant at) implements Command {}

    record Retry(String by, Instant at) implements Command {}

    /** {@code generation} fences every earlier Ensure that is still on its way. */
    record Retire(long generation, Instant at) implements Command {}

    /** The robot knows that nothing is left; it asks to retire once more if it does not. */
    record ConfirmGone(Instant at) implements Command {}
  }

  public sealed interface Event {
    Instant at();

    /** The same spec in a newer generation disturbs nothing. */
    record Deployed(Spec spec, long generation, Instant at) implements Event {}

    record Waited(String reason, Instant at) implements Event {}

    record Placed(long epoch, NodeId node, Instant at) implements Event {}

    record PlaceConfirmed(long epoch, Instant at) implements Event {}

    record PlaceRefused(long epoch, NodeId node, String reason, Instant at) implements Event {}

    record Started(long epoch, int incarnation, long pid, Map<String, Integer> ports, Instant at)
        implements Event {
      public Started {
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
      }
    }

    record Adopted(long epoch, int incarnation, long pid, Instant at) implements Event {}

    record BecameReady(long epoch, int incarnation, Instant at) implements Event {}

    record BecameUnready(long epoch, int incarnation, String reason, Instant at) implements Event {}

    record Restarting(long epoch, int incarnation, Cause cause, Instant retryAt, Instant at)
        implements Event {}

    /** {@code released} says that the old node certainly no longer runs it. */
    record Moved(long epoch, NodeId from, boolean released, int moves, Cause cause, Instant at)
        implements Event {}

    record Parked(long epoch, Cause cause, Instant at) implements Event {}

    record Released(Lease lease, Instant at) implements Event {}

    record Retried(String by, Instant at) implements Event {}

    record Retired(long generation, Instant at) implements Event {}

    record Forgotten(Instant at) implements Event {}
  }

  public sealed interface State {
    record Absent() implements State {}

    /** Without a place. {@code leaving} are leases that must end before a new one is sought. */
    record Pending(
        Wanted wanted,
        long epoch,
        List<Lease> leaving,
        List<NodeId> avoid,
        int moves,
        String waiting)
        implements State {}

    /** A node was chosen; {@code confirmed} once it has reserved the capacity. */
    record Active(
        Wanted wanted,
        Lease lease,
        boolean confirmed,
        Progress progress,
        List<NodeId> avoid,
        int moves)
        implements State {}

    /** Needs a human. */
    record Parked(Wanted wanted, long epoch, List<Lease> leaving, Cause cause) implements State {}

    record Retiring(long epoch, long generation, List<Lease> leaving) implements State {}

    /** Nothing is left; {@code known} once the robot has taken note. */
    record Gone(long epoch, long generation, boolean known) implements State {}
  }

  public sealed interface Duty {
    WorkloadId workload();

    /** Ask the zone; answer with {@link Command.Place} or {@link Command.LackPlace}. */
    record FindPlace(WorkloadId workload, long epoch, Spec spec, List<NodeId> avoid)
        implements Duty {}

    /**
     * Ask the node; answer with {@link Command.ConfirmPlace}, or {@link Command.RefusePlace} and
     * let the zone know that the node refused.
     */
    record Reserve(NodeId node, Assignment assignment) implements Duty {
      @Override
      public WorkloadId workload() {
        return assignment.workload();
      }
    }

    /**
     * Ask the node to release; once it refuses with NOT_HELD, answer {@link
     * Command.ConfirmRelease}.
     */
    record Release(WorkloadId workload, Lease lease) implements Duty {}

    /**
     * Tell the robot what it should {@code Observe}; when it has taken (or refused) {@code GONE},
     * answer {@link Command.ConfirmGone}.
     */
    record Inform(WorkloadId workload, long generation, Status status, String detail)
        implements Duty {}
  }

  public enum Refusal implements Decision.Reason {
    NOT_DEPLOYED,
    NOT_PARKED,
    STALE_EPOCH,
    STALE_GENERATION
  }

  private final WorkloadId id;

  public Workload(WorkloadId id) {
    this.id = id;
  }

  @Override
  public State initial() {
    return new Absent();
  }

  @Override
  public Decision<Event> decide(State state, Command command) {
    return switch (state) {
      case Absent _ -> absent(command);
      case Pending p -> pending(p, command);
      case Active a -> active(a, command);
      case State.Parked p -> parked(p, command);
      case Retiring r -> retiring(r, command);
      case Gone g -> gone(g, command);
    };
  }

  private static Decision<Event> absent(Command command) {
    return switch (command) {
      case Ensure e -> deploy(e);
      case Retire c -> retire(c);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _, Observe _ -> reject(NOT_DEPLOYED);
      case LoseNode _, ConfirmRelease _, Retry _ -> reject(NOT_DEPLOYED);
    };
  }

  private static Decision<Event> pending(Pending p, Command command) {
    return switch (command) {
      case Ensure e -> redeploy(p.wanted, e);
      case Place c when c.epoch() == p.epoch && p.leaving.isEmpty() ->
          accept(new Placed(c.epoch(), c.node(), c.at()));
      case LackPlace c when c.epoch() == p.epoch ->
          c.reason().equals(p.waiting) ? unchanged() : accept(new Waited(c.reason(), c.at()));
      case ConfirmRelease c -> release(p.leaving, c.lease(), c.at());
      case LoseNode c -> release(p.leaving, c.lease(), c.at());
      case Observe o -> stopped(p.leaving, o);
      case Retire c -> retire(p.wanted, c);
      case Retry _ -> reject(NOT_PARKED);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
    };
  }

  private static Decision<Event> active(Active a, Command command) {
    return switch (command) {
      case Ensure e -> redeploy(a.wanted, e);
      case ConfirmPlace c when c.epoch() == a.lease.epoch() ->
          a.confirmed ? unchanged() : accept(new PlaceConfirmed(c.epoch(), c.at()));
      case RefusePlace c when c.epoch() == a.lease.epoch() && !a.confirmed ->
          accept(new PlaceRefused(c.epoch(), a.lease.node(), c.reason(), c.at()));
      case Observe o -> Observation.of(a, o);
      case LoseNode c when c.lease().equals(a.lease) ->
          accept(Observation.moved(a, c.cause(), c.at()));
      case ConfirmRelease c when c.lease().equals(a.lease) && a.confirmed ->
          accept(
              Observation.moved(
                  a, Cause.of(a.lease.node() + " no longer holds it", c.at()), c.at()));
      case Retire c -> retire(a.wanted, c);
      case Retry _ -> reject(NOT_PARKED);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
      case LoseNode _, ConfirmRelease _ -> reject(STALE_EPOCH);
    };
  }

  private static Decision<Event> parked(State.Parked p, Command command) {
    return switch (command) {
      case Ensure e -> redeploy(p.wanted, e);
      case Retry c -> accept(new Retried(c.by(), c.at()));
      case ConfirmRelease c -> release(p.leaving, c.lease(), c.at());
      case LoseNode c -> release(p.leaving, c.lease(), c.at());
      case Observe o -> stopped(p.leaving, o);
      case Retire c -> retire(p.wanted, c);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
    };
  }

  private static Decision<Event> retiring(Retiring r, Command command) {
    return switch (command) {
      case Ensure e -> e.generation() <= r.generation ? stale() : deploy(e);
      case ConfirmRelease c -> release(r.leaving, c.lease(), c.at());
      case LoseNode c -> release(r.leaving, c.lease(), c.at());
      case Observe o -> stopped(r.leaving, o);
      case Retire c -> c.generation() > r.generation ? retire(c) : unchanged();
      case ConfirmGone _ -> unchanged();
      case Retry _ -> reject(NOT_PARKED);
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
    };
  }

  private static Decision<Event> gone(Gone g, Command command) {
    return switch (command) {
      case Ensure e -> e.generation() <= g.generation ? stale() : deploy(e);
      case ConfirmGone c -> g.known ? unchanged() : accept(new Forgotten(c.at()));
      case Retire c when c.generation() < g.generation -> stale();
      // Who asks again does not know: say it again.
      case Retire c -> g.known || c.generation() > g.generation ? retire(c) : unchanged();
      case ConfirmRelease _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _, Observe _ -> reject(NOT_DEPLOYED);
      case LoseNode _, Retry _ -> reject(NOT_DEPLOYED);
    };
  }

  private static Decision<Event> stale() {
    return reject(STALE_GENERATION);
  }

  private static Decision<Event> deploy(Ensure e) {
    return accept(new Deployed(e.spec(), e.generation(), e.at()));
  }

  private static Decision<Event> redeploy(Wanted wanted, Ensure e) {
    if (e.generation() < wanted.generation()) {
      return stale();
    }
    return new Wanted(e.spec(), e.generation()).equals(wanted) ? unchanged() : deploy(e);
  }

  private static Decision<Event> retire(Wanted wanted, Retire c) {
    return c.generation() < wanted.generation() ? stale() : retire(c);
  }

  private static Decision<Event> retire(Retire c) {
    return accept(new Retired(c.generation(), c.at()));
  }

  private static Decision<Event> release(List<Lease> leaving, Lease lease, Instant at) {
    return leaving.contains(lease) ? accept(new Released(lease, at)) : unchanged();
  }

  /** A lease that is leaving still speaks, and only its end is news. */
  private static Decision<Event> stopped(List<Lease> leaving, Observe observed) {
    Report report = observed.report();
    Lease lease = new Lease(observed.node(), report.epoch());
    if (!leaving.contains(lease)) {
      return reject(STALE_EPOCH);
    }
    return report instanceof Report.Stopped
        ? accept(new Released(lease, report.at()))
        : unchanged();
  }

  @Override
  public State evolve(State state, Event event) {
    return WorkloadEvolution.evolve(state, event);
  }

  @Override
  public List<Duty> owes(State state) {
    return WorkloadDuties.of(id, state);
  }

  /** What this state shows to people. */
  public static Status status(State state) {
    return WorkloadDuties.status(state);
  }
}
