package rhizome.grid.workload;

import static rhizome.grid.workload.Workload.Refusal.NOT_DEPLOYED;
import static rhizome.grid.workload.Workload.Refusal.NOT_PARKED;
import static rhizome.grid.workload.Workload.Refusal.STALE_EPOCH;
import static rhizome.grid.workload.Workload.Refusal.STALE_GENERATION;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
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

    /** The robot knows that nothing is left. */
    record ConfirmGone(Instant at) implements Command {}
  }

  public sealed interface Event {
    Instant at();

    record Deployed(Spec spec, long generation, Instant at) implements Event {}

    record Waited(String reason, Instant at) implements Event {}

    record Placed(long epoch, NodeId node, Instant at) implements Event {}

    record PlaceConfirmed(long epoch, Instant at) implements Event {}

    record PlaceRefused(long epoch, NodeId node, String reason, Instant at) implements Event {}

    record Started(
        long epoch, int incarnation, long pid, Map<String, Integer> ports, Instant at)
        implements Event {
      public Started {
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
      }
    }

    record Adopted(long epoch, int incarnation, long pid, Instant at) implements Event {}

    record BecameReady(long epoch, int incarnation, Instant at) implements Event {}

    record BecameUnready(long epoch, int incarnation, String reason, Instant at)
        implements Event {}

    record Restarting(long epoch, int incarnation, Cause cause, Instant retryAt, Instant at)
        implements Event {}

    /** {@code released} says that the old node certainly no longer runs it. */
    record Moved(
        long epoch, NodeId from, boolean released, int moves, Cause cause, Instant at)
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
     * Ask the node to release; once it refuses with NOT_HELD, answer {@link Command.ConfirmRelease}.
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

  private record Given(State state, Command command) {}

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
    return switch (new Given(state, command)) {
      case Given(Absent _, Ensure e) -> deploy(e);
      case Given(Absent _, Retire c) -> retire(c);
      case Given(Absent _, _) -> reject(NOT_DEPLOYED);
      case Given(Gone g, Ensure e) -> e.generation() <= g.generation() ? stale() : deploy(e);
      case Given(Gone g, ConfirmGone c) ->
          g.known ? unchanged() : accept(new Forgotten(c.at()));
      case Given(Gone _, Retire _), Given(Gone _, ConfirmRelease _) -> unchanged();
      case Given(Gone _, _) -> reject(NOT_DEPLOYED);

      case Given(Pending p, Ensure e) -> redeploy(p.wanted, e);
      case Given(Pending p, Place c) when c.epoch() == p.epoch && p.leaving.isEmpty() ->
          accept(new Placed(c.epoch(), c.node(), c.at()));
      case Given(Pending p, LackPlace c) when c.epoch() == p.epoch ->
          c.reason().equals(p.waiting) ? unchanged() : accept(new Waited(c.reason(), c.at()));
      case Given(Pending p, ConfirmRelease c) -> release(p.leaving, c.lease(), c.at());
      case Given(Pending p, LoseNode c) -> release(p.leaving, c.lease(), c.at());
      case Given(Pending p, Observe o) -> stopped(p.leaving, o);
      case Given(Pending _, Retire c) -> retire(c);
      case Given(Pending _, Retry _) -> reject(NOT_PARKED);
      case Given(Pending _, _) -> reject(STALE_EPOCH);

      case Given(Active a, Ensure e) -> redeploy(a.wanted, e);
      case Given(Active a, ConfirmPlace c) when c.epoch() == a.lease.epoch() ->
          a.confirmed ? unchanged() : accept(new PlaceConfirmed(c.epoch(), c.at()));
      case Given(Active a, RefusePlace c) when c.epoch() == a.lease.epoch() && !a.confirmed ->
          accept(new PlaceRefused(c.epoch(), a.lease.node(), c.reason(), c.at()));
      case Given(Active a, Observe o) -> observe(a, o);
      case Given(Active a, LoseNode c) when c.lease().equals(a.lease) ->
          accept(moved(a, c.cause(), c.at()));
      case Given(Active a, ConfirmRelease c) when c.lease().equals(a.lease) && a.confirmed ->
          accept(moved(a, Cause.of(a.lease.node() + " no longer holds it", c.at()), c.at()));
      case Given(Active _, Retire c) -> retire(c);
      case Given(Active _, Retry _) -> reject(NOT_PARKED);
      case Given(Active _, _) -> reject(STALE_EPOCH);

      case Given(State.Parked p, Ensure e) -> redeploy(p.wanted, e);
      case Given(State.Parked _, Retry c) -> accept(new Retried(c.by(), c.at()));
      case Given(State.Parked p, ConfirmRelease c) -> release(p.leaving, c.lease(), c.at());
      case Given(State.Parked p, LoseNode c) -> release(p.leaving, c.lease(), c.at());
      case Given(State.Parked p, Observe o) -> stopped(p.leaving, o);
      case Given(State.Parked _, Retire c) -> retire(c);
      case Given(State.Parked _, _) -> reject(STALE_EPOCH);

      case Given(Retiring r, Ensure e) -> e.generation() <= r.generation ? stale() : deploy(e);
      case Given(Retiring r, ConfirmRelease c) -> release(r.leaving, c.lease(), c.at());
      case Given(Retiring r, LoseNode c) -> release(r.leaving, c.lease(), c.at());
      case Given(Retiring r, Observe o) -> stopped(r.leaving, o);
      case Given(Retiring _, Retire _) -> unchanged();
      case Given(Retiring _, _) -> reject(STALE_EPOCH);
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
    return e.spec().equals(wanted.spec()) ? unchanged() : deploy(e);
  }

  private static Decision<Event> retire(Retire c) {
    return accept(new Retired(c.generation(), c.at()));
  }

  private static Decision<Event> release(List<Lease> leaving, Lease lease, Instant at) {
    return leaving.contains(lease) ? accept(new Released(lease, at)) : unchanged();
  }

  private static Decision<Event> stopped(List<Lease> leaving, Observe observed) {
    return observed.report() instanceof Report.Stopped stopped
        ? release(leaving, new Lease(observed.node(), stopped.epoch()), stopped.at())
        : reject(STALE_EPOCH);
  }

  private static Event moved(Active a, Cause cause, Instant at) {
    return new Moved(a.lease.epoch() + 1, a.lease.node(), true, a.moves, cause, at);
  }

  /** What the agent that holds the lease says; anybody else is stale. */
  private static Decision<Event> observe(Active a, Observe observed) {
    Report report = observed.report();
    if (!a.lease.equals(new Lease(observed.node(), report.epoch()))) {
      return reject(STALE_EPOCH);
    }
    if (report.incarnation() < a.progress.incarnation()) {
      return unchanged();
    }
    boolean again = report.incarnation() == a.progress.incarnation();
    Phase phase = a.progress.phase();
    return switch (report) {
      case Report.Started(_, long epoch, int n, var at, long pid, var ports) ->
          again ? unchanged() : accept(new Started(epoch, n, pid, ports, at));
      case Report.Adopted(_, long epoch, int n, var at, long pid) ->
          accept(new Adopted(epoch, n, pid, at));
      case Report.Ready(_, long epoch, int n, var at) ->
          phase == Phase.READY && again ? unchanged() : accept(new BecameReady(epoch, n, at));
      case Report.Unready(_, long epoch, int n, var at, var reason) ->
          phase == Phase.UNREADY && again
              ? unchanged()
              : accept(new BecameUnready(epoch, n, reason, at));
      case Report.Restarting(_, long epoch, int n, var at, var exit, var retryAt) ->
          accept(
              new Restarting(
                  epoch,
                  n,
                  Cause.of("its program ended with " + exit.describe(), at)
                      .leadingTo(observed.node() + " restarts it within its policy", at),
                  retryAt,
                  at));
      case Report.Exhausted exhausted -> accept(exhaust(a, exhausted));
      case Report.Stopped stopped ->
          accept(
              moved(
                  a,
                  Cause.of("its node stopped it: " + stopped.exit().describe(), stopped.at()),
                  stopped.at()));
    };
  }

  private static Event exhaust(Active a, Report.Exhausted report) {
    Instant at = report.at();
    Cause cause =
        Cause.of("its program ended with " + report.exit().describe(), at)
            .leadingTo("the restart budget on " + a.lease.node() + " is spent", at);
    Duration healthyAfter = a.wanted.spec().restart().healthyAfter();
    boolean healthy =
        a.progress.phase() == Phase.READY
            && Duration.between(a.progress.since(), at).compareTo(healthyAfter) >= 0;
    int moves = healthy ? 1 : a.moves + 1;
    return moves <= MOVES_MAX
        ? new Moved(a.lease.epoch() + 1, a.lease.node(), false, moves, cause, at)
        : new Event.Parked(
            a.lease.epoch() + 1, cause.leadingTo("moving it did not help either", at), at);
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
