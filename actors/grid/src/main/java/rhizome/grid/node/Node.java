package rhizome.grid.node;

import static rhizome.grid.node.Node.Refusal.NOT_ENROLLED;
import static rhizome.grid.node.Node.Refusal.NOT_HELD;
import static rhizome.grid.node.Node.Refusal.REMOVED;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Command.*;
import rhizome.grid.node.Node.Event.*;
import rhizome.grid.node.Node.State.*;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * One machine. It alone decides what fits on it. While online it owes its agent the list of what to
 * hold; once its lease ran out it owes every workload it held the news. A lease that was given back
 * is never taken again: what is late or comes twice finds its epoch fenced. Operators may close it
 * to what is new, have it emptied, and remove it (ADR 0010).
 */
public final class Node implements Decider<Node.Command, Node.Event, Node.State, Node.Duty> {

  public enum Condition {
    ONLINE,
    /** It may be gone, and its lease still runs: what may overlap is replaced already. */
    SUSPECT,
    OFFLINE
  }

  public sealed interface Command {
    /**
     * The agent is there; {@code boot} is new each time the agent starts, and each time it went
     * without an answer for a whole lease, so that an expiry on its way cannot hit it once it is
     * back.
     */
    record Enrol(Facts facts, String boot, Instant at) implements Command {}

    /**
     * This boot may be gone, says {@code cause}, but its lease still runs: what may overlap shall
     * be replaced now, what is single waits for the end of the lease.
     */
    record Suspect(String boot, Cause cause, Instant at) implements Command {}

    /** Nothing was heard of this boot since {@code heard}. */
    record ExpireLease(String boot, Instant heard, Instant at) implements Command {}

    /** {@code preempting}: others of lower priority may have to leave for it. */
    record Reserve(Assignment assignment, boolean preempting, Instant at) implements Command {

      /** If there is room as it is. */
      public Reserve(Assignment assignment, Instant at) {
        this(assignment, false, at);
      }
    }

    /** Hold it no longer. Refused with NOT_HELD once no such lease is or ever will be held. */
    record Release(WorkloadId workload, long epoch, Instant at) implements Command {}

    /**
     * No process of this epoch is left here, or nobody wants it here any more. Sent only after the
     * workload has answered to the same news, so that nobody forgets what it does not know yet.
     */
    record Free(WorkloadId workload, long epoch, Instant at) implements Command {}

    /** Let nothing new in. Ends a drain: what is still there stays. */
    record Cordon(String by, Instant at) implements Command {}

    record Uncordon(String by, Instant at) implements Command {}

    /**
     * Let nothing new in and move the rest away, {@code atOnce} at a time; what is left at {@code
     * deadline} goes whether or not there is another place for it.
     */
    record Drain(String by, Instant deadline, int atOnce, Instant at) implements Command {}

    record PassDeadline(Instant at) implements Command {}

    /** Power it down: nobody needs it now. Refused while it holds anything. */
    record Sleep(String boot, String by, String why, Instant at) implements Command {}

    /** Power it up; whether it came is told at {@code deadline}. */
    record Wake(String by, String why, Instant deadline, Instant at) implements Command {}

    /** Nobody shall know it any more. Refused while something may run there. */
    record Remove(String by, Instant at) implements Command {}

    /** The zone has forgotten it. */
    record ConfirmForgotten(Instant at) implements Command {}
  }

  public sealed interface Event {
    Instant at();

    record Enrolled(Facts facts, String boot, Instant at) implements Event {}

    record Lost(Cause cause, Instant at) implements Event {}

    record Reserved(Assignment assignment, Instant at) implements Event {}

    record Releasing(WorkloadId workload, long epoch, Instant at) implements Event {}

    record Freed(WorkloadId workload, long epoch, Instant at) implements Event {}

    record Suspected(Cause cause, Instant at) implements Event {}

    record Cordoned(String by, Instant at) implements Event {}

    record Uncordoned(String by, Instant at) implements Event {}

    record DrainBegun(String by, Instant deadline, int atOnce, Instant at) implements Event {}

    record DeadlinePassed(Instant at) implements Event {}

    record FellAsleep(String by, String why, Instant at) implements Event {}

    /** It is heard no more, as was wanted. */
    record PoweredOff(Instant at) implements Event {}

    record WakeBegun(String by, String why, Instant deadline, Instant at) implements Event {}

    /** It did not come in time; it counts as lost. */
    record WakeFailed(Cause cause, Instant at) implements Event {}

    record Removed(String by, Instant at) implements Event {}

    record Forgotten(Instant at) implements Event {}

    /** It has the place of these, by their epochs, as soon as they have left. */
    record Promised(Assignment assignment, SortedMap<WorkloadId, Long> victims, Instant at)
        implements Event {
      public Promised {
        victims = Collections.unmodifiableSortedMap(new TreeMap<>(victims));
      }
    }
  }

  /** A place taken, until it is certain that nothing runs in it. */
  public record Reservation(Assignment assignment, Fate fate) {}

  /** Epochs up to this one were given back at that time; none of them is taken again. */
  public record Fence(long epoch, Instant at) {}

  /** What shall become of a reservation. */
  public enum Fate {
    /** The agent keeps it alive. */
    HELD,
    /** The agent stops it. */
    LEAVING,
    /** The lease ran out under it; its workload has yet to be told. */
    LOST
  }

  public sealed interface State {
    record Unknown() implements State {}

    /**
     * @param lost why it was last suspected or lost
     */
    record Known(
        Facts facts,
        String boot,
        Condition condition,
        Optional<Cause> lost,
        Holdings holdings,
        Admission admission)
        implements State {

      /** Open, as all were before any could be closed. */
      public Known(
          Facts facts,
          String boot,
          Condition condition,
          Optional<Cause> lost,
          SortedMap<WorkloadId, Reservation> held,
          SortedMap<WorkloadId, Fence> fences) {
        this(facts, boot, condition, lost, new Holdings(held, fences), new Admission.Open());
      }

      public SortedMap<WorkloadId, Reservation> held() {
        return holdings.held();
      }

      public SortedMap<WorkloadId, Fence> fences() {
        return holdings.fences();
      }

      public Resources reserved() {
        return holdings.reserved();
      }

      public boolean admits() {
        return condition == Condition.ONLINE && admission instanceof Admission.Open;
      }
    }

    /**
     * Taken off the grid. What it held when it was lost is still told so.
     *
     * @param barred the boot that was there when it was removed; only another may come back
     * @param forgotten the zone knows it no more
     */
    record Removed(
        ZoneId zone,
        Optional<String> barred,
        Optional<Cause> lost,
        Holdings holdings,
        boolean forgotten)
        implements State {}
  }

  public sealed interface Duty {
    NodeId node();

    /**
     * The whole list the agent shall keep alive; what is not on it shall stop, and of what is
     * {@code leaving} it shall say that it stopped, even if it never had it. Goes through the zone,
     * which also learns from it what is free, and whether the node {@code admits} more. A later
     * list must not be overtaken by an earlier one on its way to the agent.
     *
     * @param promised what will be there, in the place of who is {@code yielding} it; of that the
     *     agent is told nothing yet
     */
    record Hold(
        NodeId node,
        ZoneId zone,
        String boot,
        List<Assignment> assignments,
        List<Assignment> leaving,
        boolean admits,
        List<Assignment> promised,
        List<WorkloadId> yielding)
        implements Duty {}

    /** The zone shall notice when this boot falls silent. */
    record Watch(NodeId node, ZoneId zone, String boot) implements Duty {}

    /** The agent of this boot, if it is there after all, shall enrol once more. */
    record Summon(NodeId node, ZoneId zone, String boot) implements Duty {}

    /** The zone shall list this node as one it knows and does not hear. */
    record Miss(NodeId node, ZoneId zone) implements Duty {}

    /**
     * The workload shall know that its lease here is over ({@code LoseNode}); whatever it answers,
     * {@link Command.Free} follows.
     */
    record Evict(NodeId node, WorkloadId workload, Lease lease, Cause cause) implements Duty {}

    /**
     * The workload shall know that its lease here may be over ({@code DoubtNode}); if it does not
     * know this lease, {@link Command.Release} follows.
     */
    record Doubt(NodeId node, WorkloadId workload, Lease lease, Cause cause) implements Duty {}

    /**
     * The workload shall leave, with its successor ready before {@code deadline} where that is
     * possible ({@code Vacate}); if it does not know this lease, {@link Command.Release} follows.
     */
    record Vacate(NodeId node, WorkloadId workload, Lease lease, Cause cause, Instant deadline)
        implements Duty {}

    /**
     * The workload shall leave at once, for one of higher priority ({@code Vacate}), but before
     * {@code patience} only if its robot can spare it.
     */
    record Yield(NodeId node, WorkloadId workload, Lease lease, Cause cause, Instant patience)
        implements Duty {}

    /**
     * The zone shall know that it sleeps, and have the agent of this boot, if it is still there,
     * power its machine down.
     */
    record PowerDown(NodeId node, Facts facts, String boot, Instant since) implements Duty {}

    /** The zone shall know that it wakes; if it is {@code off}, its machine shall be powered up. */
    record PowerUp(NodeId node, Facts facts, boolean off, Instant since) implements Duty {}

    /** Say {@link Command.PassDeadline} then. */
    record Remind(NodeId node, Instant deadline) implements Duty {}

    /** The zone shall not list it; {@link Command.ConfirmForgotten} follows. */
    record Forget(NodeId node, ZoneId zone) implements Duty {}
  }

  public enum Refusal implements Decision.Reason {
    NOT_ENROLLED,
    NOT_ONLINE,
    NO_CAPACITY,
    NOT_HELD,
    STALE_BOOT,
    STALE_EPOCH,
    /** It takes nothing more. */
    CORDONED,
    /** It cannot be removed yet. */
    HOLDS_WORKLOADS,
    /** It was removed while this boot was there. */
    REMOVED,
    /** It has no switch, or is to stay on. */
    NOT_POWERED
  }

  private record Given(State state, Command command) {}

  /** Longer than any message is under way. */
  static final Duration FENCE_TTL = Duration.ofMinutes(10);

  private final NodeId id;

  public Node(NodeId id) {
    this.id = id;
  }

  @Override
  public State initial() {
    return new Unknown();
  }

  @Override
  public Decision<Event> decide(State state, Command command) {
    return switch (new Given(state, command)) {
      case Given(Unknown _, Enrol e) -> enrol(e);
      case Given(Unknown _, Free _), Given(Unknown _, Release _) -> reject(NOT_HELD);
      case Given(Unknown _, _) -> reject(NOT_ENROLLED);

      case Given(Known k, Enrol e) -> isAsSaid(k, e) ? unchanged() : enrol(e);
      case Given(Known k, Suspect s) -> Silence.suspect(id, k, s);
      case Given(Known k, ExpireLease e) -> Silence.expire(id, k, e);
      case Given(Known k, Reserve r) -> Reserving.reserve(k, r);
      case Given(Known k, Release r) -> k.holdings().release(r);
      case Given(Known k, Free f) -> k.holdings().free(f);
      case Given(Known k, Cordon c) -> Admitting.cordon(k, c);
      case Given(Known k, Uncordon c) -> Admitting.uncordon(k, c);
      case Given(Known k, Drain d) -> Admitting.drain(k, d);
      case Given(Known k, Sleep s) -> Powering.sleep(k, s);
      case Given(Known k, Wake w) -> Powering.wake(k, w);
      case Given(Known k, PassDeadline p) -> Admitting.passDeadline(id, k, p.at());
      case Given(Known k, Remove r) -> Admitting.remove(k, r);
      case Given(Known _, ConfirmForgotten _) -> unchanged();

      case Given(State.Removed r, Enrol e) when r.barred().equals(Optional.of(e.boot())) ->
          reject(REMOVED);
      case Given(State.Removed _, Enrol e) -> enrol(e);
      case Given(State.Removed r, Release c) -> r.holdings().release(c);
      case Given(State.Removed r, Free c) -> r.holdings().free(c);
      case Given(State.Removed r, ConfirmForgotten c) ->
          r.forgotten() ? unchanged() : accept(new Forgotten(c.at()));
      case Given(State.Removed _, Remove _) -> unchanged();
      case Given(State.Removed _, _) -> reject(NOT_ENROLLED);
    };
  }

  private static Decision<Event> enrol(Enrol e) {
    return accept(new Enrolled(e.facts(), e.boot(), e.at()));
  }

  private static boolean isAsSaid(Known k, Enrol e) {
    return k.condition() == Condition.ONLINE
        && k.boot().equals(e.boot())
        && k.facts().equals(e.facts());
  }

  @Override
  public State evolve(State state, Event event) {
    return NodeEvolution.evolve(state, event);
  }

  @Override
  public List<Duty> owes(State state) {
    return NodeDuties.of(id, state);
  }
}
