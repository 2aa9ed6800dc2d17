package rhizome.grid.workload;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.blueprints.model.Spec;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.State.*;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * One replica of a service, wherever it runs. A single one holds at most one lease at a time and
 * asks for a new place only when nothing of the old one can still run, so it never runs twice. A
 * shared one may look for its next place while what it gave up still ends, and what serves well
 * goes on serving until the next is ready (ADR 0010). What its node cannot mend it mends by moving,
 * once; then it is parked until a human says retry. A job that ended well rests (ADR 0025).
 */
public final class Workload
    implements Decider<Workload.Command, Workload.Event, Workload.State, Workload.Duty> {

  /** Moves in a row, without a healthy spell between them, before it is parked. */
  static final int MOVES_MAX = 1;

  /** Leases of one shared workload that may be ending while it looks for yet another place. */
  static final int ENDING_MAX = 8;

  /**
   * What is wanted: {@code generation} is the robot's count when this spec was targeted; {@code
   * reaches} says that it is told endpoints, which its first process should not have to wait for.
   */
  public record Wanted(Spec spec, long generation, boolean reaches) {

    /** One that is told nothing. */
    public Wanted(Spec spec, long generation) {
      this(spec, generation, false);
    }
  }

  /** The part of a lease's life that its agent reports. */
  public enum Phase {
    STARTING,
    READY,
    UNREADY
  }

  public sealed interface Command {
    record Ensure(Spec spec, long generation, boolean reaches, Instant at) implements Command {

      /** Of one that is told no endpoints. */
      public Ensure(Spec spec, long generation, Instant at) {
        this(spec, generation, false, at);
      }
    }

    /** {@code preempting}: there is room once others have left for it. */
    record Place(long epoch, NodeId node, boolean preempting, Instant at) implements Command {

      public Place(long epoch, NodeId node, Instant at) {
        this(epoch, node, false, at);
      }
    }

    record LackPlace(long epoch, String reason, Instant at) implements Command {}

    record ConfirmPlace(long epoch, Instant at) implements Command {}

    record RefusePlace(long epoch, String reason, Instant at) implements Command {}

    /** {@code address} is that of the node for peers; empty when its agent does not say it. */
    record Observe(NodeId node, Report report, String address) implements Command {

      public Observe(NodeId node, Report report) {
        this(node, report, "");
      }
    }

    record LoseNode(Lease lease, Cause cause, Instant at) implements Command {}

    /**
     * Its node may be gone, but its lease still runs: what is shared looks for another place now.
     */
    record DoubtNode(Lease lease, Cause cause, Instant at) implements Command {}

    /**
     * Its node shall be rid of it. What is shared and ready may stay until its successor is, but
     * not beyond {@code deadline}.
     */
    record Vacate(Lease lease, Cause cause, Instant deadline, Instant at) implements Command {}

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
    record Deployed(Spec spec, long generation, boolean reaches, Instant at) implements Event {

      /** Of one that is told no endpoints. */
      public Deployed(Spec spec, long generation, Instant at) {
        this(spec, generation, false, at);
      }
    }

    record Waited(String reason, Instant at) implements Event {}

    record Placed(long epoch, NodeId node, boolean preempting, Instant at) implements Event {

      /** Where there was room. */
      public Placed(long epoch, NodeId node, Instant at) {
        this(epoch, node, false, at);
      }
    }

    record PlaceConfirmed(long epoch, Instant at) implements Event {}

    record PlaceRefused(long epoch, NodeId node, String reason, Instant at) implements Event {}

    record Started(
        long epoch,
        int incarnation,
        long pid,
        Map<String, Integer> ports,
        String address,
        Instant at)
        implements Event {
      public Started {
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
      }

      /** At an address that nobody has said. */
      public Started(
          long epoch, int incarnation, long pid, Map<String, Integer> ports, Instant at) {
        this(epoch, incarnation, pid, ports, "", at);
      }
    }

    /** {@code ports} only where they were not known before. */
    record Adopted(
        long epoch,
        int incarnation,
        long pid,
        Map<String, Integer> ports,
        String address,
        Instant at)
        implements Event {
      public Adopted {
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
      }
    }

    record BecameReady(long epoch, int incarnation, Instant at) implements Event {}

    record BecameUnready(long epoch, int incarnation, String reason, Instant at) implements Event {}

    /** It never was ready so far, and why. */
    record Hindered(long epoch, int incarnation, String reason, Instant at) implements Event {}

    record Restarting(long epoch, int incarnation, Cause cause, Instant retryAt, Instant at)
        implements Event {}

    /** {@code released} says that the old node certainly no longer runs it. */
    record Moved(long epoch, NodeId from, boolean released, int moves, Cause cause, Instant at)
        implements Event {}

    /** It leaves a node that is well; {@code serving} until its successor is ready. */
    record Vacated(long epoch, NodeId from, boolean serving, int moves, Cause cause, Instant at)
        implements Event {}

    /** What went on serving need not leave after all: there is room only where it is. */
    record Stayed(Lease lease, Instant at) implements Event {}

    /** What went on serving does so no longer, whether or not there is a successor. */
    record Relieved(Lease lease, Cause cause, Instant at) implements Event {}

    /** {@code run} of a schedule, which is over by that; 0 for what needs a human. */
    record Parked(long epoch, Cause cause, long run, Instant at) implements Event {}

    /** Its program has done what it was for. */
    record Completed(long epoch, int incarnation, Instant at) implements Event {}

    record Released(Lease lease, Instant at) implements Event {}

    record Retried(String by, Instant at) implements Event {}

    record Retired(long generation, Instant at) implements Event {}

    record Forgotten(Instant at) implements Event {}
  }

  public sealed interface State {

    /** How often it was ready and then was not, though nobody had wished that; only grows. */
    long falls();

    record Absent() implements State {
      @Override
      public long falls() {
        return 0;
      }
    }

    /**
     * Without a place. {@code leaving} are leases that must end before a new one is sought; {@code
     * home} has its volumes, as far as is known.
     */
    record Pending(
        Wanted wanted,
        long epoch,
        List<Lease> leaving,
        List<NodeId> avoid,
        int moves,
        String waiting,
        Outgoing outgoing,
        Optional<NodeId> home,
        long falls)
        implements State {

      boolean maySeek() {
        return leaving.isEmpty() && outgoing.ending().size() < ENDING_MAX;
      }
    }

    /**
     * A node was chosen; {@code confirmed} once it has reserved the capacity, for which others may
     * have to leave if it is {@code preempting}. Epochs up to {@code spent} were asked a place for.
     */
    record Active(
        Wanted wanted,
        Lease lease,
        boolean confirmed,
        Progress progress,
        List<NodeId> avoid,
        int moves,
        Outgoing outgoing,
        long spent,
        boolean preempting,
        long falls)
        implements State {

      public Active {
        spent = Math.max(spent, lease.epoch());
      }

      long nextEpoch() {
        return spent + 1;
      }
    }

    /** Needs a human. */
    record Parked(
        Wanted wanted, long epoch, List<Lease> leaving, Cause cause, Outgoing outgoing, long falls)
        implements State {

      /** Nothing else runs of it, and it never was ready. */
      public Parked(Wanted wanted, long epoch, List<Lease> leaving, Cause cause) {
        this(wanted, epoch, leaving, cause, Outgoing.NONE, 0);
      }
    }

    /** A job that ended well on this node; only another spec has it run again. */
    record Completed(
        Wanted wanted, long epoch, List<Lease> leaving, NodeId node, Instant at, long falls)
        implements State {}

    record Retiring(long epoch, long generation, List<Lease> leaving, long falls)
        implements State {}

    /** Nothing is left; {@code known} once the robot has taken note. */
    record Gone(long epoch, long generation, boolean known, long falls) implements State {}
  }

  public sealed interface Duty {
    WorkloadId workload();

    /** Ask the zone; answer with {@link Command.Place} or {@link Command.LackPlace}. */
    record FindPlace(
        WorkloadId workload, long epoch, Spec spec, List<NodeId> avoid, Optional<NodeId> home)
        implements Duty {

      /** One that is at home nowhere. */
      public FindPlace(WorkloadId workload, long epoch, Spec spec, List<NodeId> avoid) {
        this(workload, epoch, spec, avoid, Optional.empty());
      }
    }

    /**
     * Ask the node; answer with {@link Command.ConfirmPlace}, or {@link Command.RefusePlace} and
     * let the zone know that the node refused.
     */
    record Reserve(NodeId node, Assignment assignment, boolean preempting) implements Duty {

      public Reserve(NodeId node, Assignment assignment) {
        this(node, assignment, false);
      }

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
     *
     * @param lease of the process that is to be told endpoints, if there is one
     * @param endpoint where those who use it reach it, while it is ready
     * @param run of a schedule that it carries out; 0 for none
     * @param falls how many there were
     */
    record Inform(
        WorkloadId workload,
        long generation,
        Status status,
        String detail,
        Optional<Lease> lease,
        Optional<Endpoint> endpoint,
        long run,
        long falls)
        implements Duty {

      /** Without a place. */
      public Inform(WorkloadId workload, long generation, Status status, String detail) {
        this(workload, generation, status, detail, Optional.empty(), Optional.empty(), 0, 0);
      }
    }
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
    return WorkloadDecisions.decide(state, command);
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
