package rhizome.grid.node;

import static rhizome.grid.node.Node.Refusal.NOT_ENROLLED;
import static rhizome.grid.node.Node.Refusal.NOT_HELD;
import static rhizome.grid.node.Node.Refusal.NOT_ONLINE;
import static rhizome.grid.node.Node.Refusal.NO_CAPACITY;
import static rhizome.grid.node.Node.Refusal.STALE_BOOT;
import static rhizome.grid.node.Node.Refusal.STALE_EPOCH;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
 * is never taken again: what is late or comes twice finds its epoch fenced.
 */
public final class Node implements Decider<Node.Command, Node.Event, Node.State, Node.Duty> {

  public enum Condition {
    ONLINE,
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

    record Reserve(Assignment assignment, Instant at) implements Command {}

    /** Hold it no longer. Refused with NOT_HELD once no such lease is or ever will be held. */
    record Release(WorkloadId workload, long epoch, Instant at) implements Command {}

    /**
     * No process of this epoch is left here, or nobody wants it here any more. Sent only after the
     * workload has answered to the same news, so that nobody forgets what it does not know yet.
     */
    record Free(WorkloadId workload, long epoch, Instant at) implements Command {}
  }

  public sealed interface Event {
    Instant at();

    record Enrolled(Facts facts, String boot, Instant at) implements Event {}

    record Lost(Cause cause, Instant at) implements Event {}

    record Reserved(Assignment assignment, Instant at) implements Event {}

    record Releasing(WorkloadId workload, long epoch, Instant at) implements Event {}

    record Freed(WorkloadId workload, long epoch, Instant at) implements Event {}
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

    record Known(
        Facts facts,
        String boot,
        Condition condition,
        Optional<Cause> lost,
        SortedMap<WorkloadId, Reservation> held,
        SortedMap<WorkloadId, Fence> fences)
        implements State {
      public Known {
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        fences = Collections.unmodifiableSortedMap(new TreeMap<>(fences));
      }

      /** Without fences, as one kept before there were any. */
      public Known(
          Facts facts,
          String boot,
          Condition condition,
          Optional<Cause> lost,
          SortedMap<WorkloadId, Reservation> held) {
        this(facts, boot, condition, lost, held, new TreeMap<>());
      }

      public Resources reserved() {
        return sum(held.values());
      }
    }
  }

  public sealed interface Duty {
    NodeId node();

    /**
     * The whole list the agent shall keep alive; what is not on it shall stop, and of what is
     * {@code leaving} it shall say that it stopped, even if it never had it. Goes through the zone,
     * which also learns from it what is free, and whether the node {@code admits} more. A later
     * list must not be overtaken by an earlier one on its way to the agent.
     */
    record Hold(
        NodeId node,
        ZoneId zone,
        String boot,
        List<Assignment> assignments,
        List<Assignment> leaving,
        boolean admits)
        implements Duty {}

    /** The zone shall notice when this boot falls silent. */
    record Watch(NodeId node, ZoneId zone, String boot) implements Duty {}

    /** The zone shall list this node as one it knows and does not hear. */
    record Miss(NodeId node, ZoneId zone) implements Duty {}

    /**
     * The workload shall know that its lease here is over ({@code LoseNode}); whatever it answers,
     * {@link Command.Free} follows.
     */
    record Evict(NodeId node, WorkloadId workload, Lease lease, Cause cause) implements Duty {}
  }

  public enum Refusal implements Decision.Reason {
    NOT_ENROLLED,
    NOT_ONLINE,
    NO_CAPACITY,
    NOT_HELD,
    STALE_BOOT,
    STALE_EPOCH
  }

  private record Given(State state, Command command) {}

  private record Then(State state, Event event) {}

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
      case Given(Unknown _, Enrol(var facts, var boot, var at)) ->
          accept(new Enrolled(facts, boot, at));
      case Given(Unknown _, Free _), Given(Unknown _, Release _) -> reject(NOT_HELD);
      case Given(Unknown _, _) -> reject(NOT_ENROLLED);

      case Given(Known k, Enrol(var facts, var boot, var at)) ->
          isAsSaid(k, facts, boot) ? unchanged() : accept(new Enrolled(facts, boot, at));
      case Given(Known _, Suspect _) -> unchanged();
      case Given(Known k, ExpireLease(var boot, _, _)) when !boot.equals(k.boot) ->
          reject(STALE_BOOT);
      case Given(Known k, ExpireLease(_, var heard, var at)) -> expire(k, heard, at);
      case Given(Known k, Reserve(var assignment, var at)) -> reserve(k, assignment, at);
      case Given(Known k, Release r) -> release(k, r);
      case Given(Known k, Free(var workload, long epoch, var at)) -> {
        Reservation held = k.held.get(workload);
        yield held == null || held.assignment.epoch() > epoch
            ? unchanged()
            : accept(new Freed(workload, epoch, at));
      }
    };
  }

  private static boolean isAsSaid(Known k, Facts facts, String boot) {
    return k.condition == Condition.ONLINE && k.boot.equals(boot) && k.facts.equals(facts);
  }

  private Decision<Event> expire(Known k, Instant heard, Instant at) {
    if (k.condition == Condition.OFFLINE) {
      return unchanged();
    }
    Cause cause =
        Cause.of("nothing was heard of " + id + " since then", heard)
            .leadingTo("the lease of " + id + " ran out", at);
    return accept(new Lost(cause, at));
  }

  /** What was never held is fenced first: its Reserve may still be on its way. */
  private static Decision<Event> release(Known k, Release r) {
    Reservation held = k.held.get(r.workload());
    if (held == null) {
      return isFenced(k, r.workload(), r.epoch())
          ? reject(NOT_HELD)
          : accept(new Freed(r.workload(), r.epoch(), r.at()));
    }
    long epoch = held.assignment.epoch();
    if (epoch > r.epoch()) {
      return reject(NOT_HELD);
    }
    return held.fate == Fate.HELD
        ? accept(new Releasing(r.workload(), epoch, r.at()))
        : unchanged();
  }

  private static boolean isFenced(Known k, WorkloadId workload, long epoch) {
    Fence fence = k.fences.get(workload);
    return fence != null && fence.epoch >= epoch;
  }

  private static Decision<Event> reserve(Known k, Assignment assignment, Instant at) {
    if (k.condition == Condition.OFFLINE) {
      return reject(NOT_ONLINE);
    }
    if (isFenced(k, assignment.workload(), assignment.epoch())) {
      return reject(STALE_EPOCH);
    }
    Reservation held = k.held.get(assignment.workload());
    if (held != null && held.assignment.epoch() >= assignment.epoch()) {
      boolean same = held.assignment.equals(assignment) && held.fate == Fate.HELD;
      return same ? unchanged() : reject(STALE_EPOCH);
    }
    List<Reservation> others = new ArrayList<>(k.held.values());
    others.remove(held);
    Resources wanted = sum(others).plus(assignment.spec().resources());
    return wanted.fitsIn(k.facts.capacity())
        ? accept(new Reserved(assignment, at))
        : reject(NO_CAPACITY);
  }

  @Override
  public State evolve(State state, Event event) {
    return switch (new Then(state, event)) {
      case Then(Unknown _, Enrolled(var facts, var boot, _)) ->
          new Known(facts, boot, Condition.ONLINE, Optional.empty(), new TreeMap<>());
      case Then(Known k, Enrolled(var facts, var boot, _)) ->
          new Known(facts, boot, Condition.ONLINE, k.lost, k.held, k.fences);
      case Then(Known k, Lost(var cause, _)) -> lose(k, cause);
      case Then(Known k, Reserved(var assignment, _)) ->
          with(k, assignment.workload(), new Reservation(assignment, Fate.HELD));
      case Then(Known k, Releasing(var workload, _, _)) -> {
        Reservation held = k.held.get(workload);
        yield held == null ? k : with(k, workload, new Reservation(held.assignment, Fate.LEAVING));
      }
      case Then(Known k, Freed freed) -> free(k, freed);
      case Then(var s, var e) ->
          throw new IllegalStateException("journal is corrupt: " + e + " in " + s);
    };
  }

  private static Known with(Known k, WorkloadId workload, Reservation reservation) {
    SortedMap<WorkloadId, Reservation> held = new TreeMap<>(k.held);
    held.put(workload, reservation);
    return with(k, held, k.fences);
  }

  private static Known with(
      Known k, SortedMap<WorkloadId, Reservation> held, SortedMap<WorkloadId, Fence> fences) {
    return new Known(k.facts, k.boot, k.condition, k.lost, held, fences);
  }

  private static Known lose(Known k, Cause cause) {
    SortedMap<WorkloadId, Reservation> held = new TreeMap<>(k.held);
    held.replaceAll((_, reservation) -> new Reservation(reservation.assignment, Fate.LOST));
    return new Known(k.facts, k.boot, Condition.OFFLINE, Optional.of(cause), held, k.fences);
  }

  private static Known free(Known k, Freed freed) {
    SortedMap<WorkloadId, Reservation> held = new TreeMap<>(k.held);
    held.remove(freed.workload());
    SortedMap<WorkloadId, Fence> fences = new TreeMap<>(k.fences);
    Instant horizon = freed.at().minus(FENCE_TTL);
    fences.values().removeIf(fence -> fence.at.isBefore(horizon));
    fences.merge(
        freed.workload(),
        new Fence(freed.epoch(), freed.at()),
        (old, now) -> old.epoch > now.epoch ? old : now);
    return with(k, held, fences);
  }

  @Override
  public List<Duty> owes(State state) {
    return switch (state) {
      case Unknown _ -> List.of();
      case Known k -> {
        List<Duty> duties = new ArrayList<>();
        if (k.condition == Condition.ONLINE) {
          duties.add(new Duty.Watch(id, k.facts.zone(), k.boot));
          duties.add(hold(k));
        } else {
          duties.add(new Duty.Miss(id, k.facts.zone()));
        }
        assignments(k, Fate.LOST).forEach(lost -> duties.add(evict(lost, k.lost.orElseThrow())));
        yield duties;
      }
    };
  }

  private Duty hold(Known k) {
    return new Duty.Hold(
        id, k.facts.zone(), k.boot, assignments(k, Fate.HELD), assignments(k, Fate.LEAVING), true);
  }

  private static List<Assignment> assignments(Known k, Fate fate) {
    return k.held.values().stream()
        .filter(reservation -> reservation.fate == fate)
        .map(Reservation::assignment)
        .toList();
  }

  private Duty evict(Assignment lost, Cause cause) {
    return new Duty.Evict(id, lost.workload(), new Lease(id, lost.epoch()), cause);
  }

  private static Resources sum(Collection<Reservation> reservations) {
    Resources sum = Resources.NONE;
    for (Reservation reservation : reservations) {
      sum = sum.plus(reservation.assignment.spec().resources());
    }
    return sum;
  }
}
