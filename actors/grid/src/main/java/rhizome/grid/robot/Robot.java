package rhizome.grid.robot;

import static rhizome.grid.robot.Robot.Refusal.NOT_TARGETED;
import static rhizome.grid.robot.Robot.Refusal.PARENT_NOT_TARGET;
import static rhizome.grid.robot.Robot.Refusal.STALE_GENERATION;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.State.*;
import rhizome.grid.task.Definition;
import rhizome.grid.workload.Status;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/**
 * Carries out one blueprint: knows which workloads are wanted, asks for them in the order of their
 * needs, replaces them one by one when their spec changes, and retires in the opposite order.
 */
public final class Robot implements Decider<Robot.Command, Robot.Event, Robot.State, Robot.Duty> {

  /**
   * How far one workload is, and with the spec of which generation; what it says of an earlier one
   * is stale. A slot stands here from the moment it is wanted, as GONE until its workload answers,
   * to the moment its workload has confirmed that it is gone: so none is ever forgotten, even if
   * the request to start it is still on its way.
   */
  public record Slot(long generation, Status status, String detail) {}

  public sealed interface Command {
    /** {@code parent} is the generation this blueprint was planned against; 0 for none. */
    record Target(Blueprint blueprint, long parent, String by, Instant at) implements Command {}

    record Observe(WorkloadId workload, long generation, Status status, String detail, Instant at)
        implements Command {}

    record Destroy(String by, Instant at) implements Command {}
  }

  public sealed interface Event {
    Instant at();

    record Targeted(Blueprint blueprint, long generation, String by, Instant at) implements Event {}

    record Observed(WorkloadId workload, long generation, Status status, String detail, Instant at)
        implements Event {}

    record Destroyed(long generation, String by, Instant at) implements Event {}
  }

  public sealed interface State {
    /** How often something was targeted, or taken down. */
    long generation();

    /** An action of the blueprint that is carried out, if it has that one. */
    default Optional<Definition> action(TaskId task) {
      return switch (this) {
        case Active(var blueprint, long generation, _, _) ->
            blueprint
                .service(task.service())
                .flatMap(
                    service ->
                        service
                            .action(task.action())
                            .map(a -> new Definition(a, service.replicas(), generation)));
        case Idle _, Destroying _ -> Optional.empty();
      };
    }

    record Idle(long generation) implements State {}

    /** {@code since}: by service, the generation in which its spec last changed. */
    record Active(
        Blueprint blueprint,
        long generation,
        SortedMap<String, Long> since,
        SortedMap<WorkloadId, Slot> slots)
        implements State {
      public Active {
        since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
      }
    }

    /** {@code blueprint} is kept for the order in which to take it down. */
    record Destroying(Blueprint blueprint, long generation, SortedMap<WorkloadId, Slot> slots)
        implements State {
      public Destroying {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
      }
    }
  }

  public sealed interface Duty {
    /** Tell the workload what to be; it informs the robot of what it is. */
    record Ensure(WorkloadId workload, Spec spec, long generation) implements Duty {}

    record Retire(WorkloadId workload, long generation) implements Duty {}

    /** Tell the task that it recurs; it asks what the robot has when it is due. */
    record Keep(TaskId task, Definition definition) implements Duty {}
  }

  public enum Refusal implements Decision.Reason {
    PARENT_NOT_TARGET,
    NOT_TARGETED,
    STALE_GENERATION
  }

  private record Given(State state, Command command) {}

  private record Then(State state, Event event) {}

  private final RobotId id;

  public Robot(RobotId id) {
    this.id = id;
  }

  @Override
  public State initial() {
    return new Idle(0);
  }

  @Override
  public Decision<Event> decide(State state, Command command) {
    return switch (new Given(state, command)) {
      case Given(Idle i, Target t) when t.parent() != 0 && t.parent() != i.generation ->
          reject(PARENT_NOT_TARGET);
      case Given(Idle i, Target t) -> target(i.generation, t);
      case Given(Idle _, Observe _) -> reject(NOT_TARGETED);
      case Given(Idle _, Destroy _) -> reject(NOT_TARGETED);

      case Given(Active a, Target t) when t.parent() != a.generation -> reject(PARENT_NOT_TARGET);
      case Given(Active a, Target t) when t.blueprint().equals(a.blueprint) -> unchanged();
      case Given(Active a, Target t) -> target(a.generation, t);
      case Given(Active a, Observe o) -> observe(a.slots, o);
      case Given(Active a, Destroy d) -> accept(new Destroyed(a.generation + 1, d.by(), d.at()));

      case Given(Destroying d, Target t) when t.parent() != 0 && t.parent() != d.generation ->
          reject(PARENT_NOT_TARGET);
      case Given(Destroying d, Target t) -> target(d.generation, t);
      case Given(Destroying d, Observe o) -> observe(d.slots, o);
      case Given(Destroying _, Destroy _) -> unchanged();
    };
  }

  private static Decision<Event> target(long generation, Target t) {
    return accept(new Targeted(t.blueprint(), generation + 1, t.by(), t.at()));
  }

  private static Decision<Event> observe(SortedMap<WorkloadId, Slot> slots, Observe o) {
    Slot known = slots.get(o.workload());
    if (known == null) {
      return unchanged(); // it was gone for good, so this is old
    }
    if (known.generation > o.generation()) {
      return reject(STALE_GENERATION);
    }
    return new Slot(o.generation(), o.status(), o.detail()).equals(known)
        ? unchanged()
        : accept(new Observed(o.workload(), o.generation(), o.status(), o.detail(), o.at()));
  }

  @Override
  public State evolve(State state, Event event) {
    return switch (new Then(state, event)) {
      case Then(var before, Targeted(var blueprint, long generation, _, _)) ->
          new Active(
              blueprint,
              generation,
              since(before, blueprint, generation),
              slots(before, blueprint, generation));
      case Then(Active a, Observed o) ->
          new Active(
              a.blueprint,
              a.generation,
              a.since,
              with(a.slots, o, Rollout.isWanted(a.blueprint, o.workload())));
      case Then(Destroying d, Observed o) ->
          destroying(d.blueprint, d.generation, with(d.slots, o, false));
      case Then(Active a, Destroyed(long generation, _, _)) ->
          destroying(a.blueprint, generation, leaving(a.slots, generation));
      case Then(var s, var e) ->
          throw new IllegalStateException("journal is corrupt: " + e + " in " + s);
    };
  }

  private static SortedMap<String, Long> since(State before, Blueprint next, long generation) {
    SortedMap<String, Long> since = new TreeMap<>();
    for (Service service : next.services()) {
      since.put(service.name(), unchangedSince(before, service).orElse(generation));
    }
    return since;
  }

  private static Optional<Long> unchangedSince(State before, Service service) {
    return before instanceof Active a
        ? a.blueprint
            .service(service.name())
            .filter(old -> old.spec().equals(service.spec()))
            .map(old -> a.since.get(old.name()))
        : Optional.empty();
  }

  /** What stays wanted is as it was; what is wanted no longer leaves; what is new is not there. */
  private SortedMap<WorkloadId, Slot> slots(State before, Blueprint next, long generation) {
    SortedMap<WorkloadId, Slot> slots =
        switch (before) {
          case Idle _ -> new TreeMap<>();
          case Active a -> leaving(a.slots, generation);
          case Destroying d -> leaving(d.slots, generation);
        };
    for (Service service : next.services()) {
      Rollout.slots(id, service).forEach(w -> slots.put(w, slot(before, w, generation)));
    }
    return slots;
  }

  private static Slot slot(State before, WorkloadId wanted, long generation) {
    Slot absent = new Slot(generation, Status.GONE, "");
    return before instanceof Active a && Rollout.isWanted(a.blueprint, wanted)
        ? a.slots.getOrDefault(wanted, absent)
        : absent;
  }

  /** From here on only what a workload says of this generation, that it leaves, counts. */
  private static SortedMap<WorkloadId, Slot> leaving(
      SortedMap<WorkloadId, Slot> slots, long generation) {
    SortedMap<WorkloadId, Slot> leaving = new TreeMap<>(slots);
    leaving.replaceAll((_, _) -> new Slot(generation, Status.RETIRING, ""));
    return leaving;
  }

  private static SortedMap<WorkloadId, Slot> with(
      Map<WorkloadId, Slot> slots, Observed o, boolean wanted) {
    SortedMap<WorkloadId, Slot> next = new TreeMap<>(slots);
    if (o.status() == Status.GONE && !wanted) {
      next.remove(o.workload());
    } else {
      next.put(o.workload(), new Slot(o.generation(), o.status(), o.detail()));
    }
    return next;
  }

  private static State destroying(
      Blueprint blueprint, long generation, SortedMap<WorkloadId, Slot> slots) {
    return slots.isEmpty() ? new Idle(generation) : new Destroying(blueprint, generation, slots);
  }

  @Override
  public List<Duty> owes(State state) {
    return switch (state) {
      case Idle _ -> List.of();
      case Active a -> new Rollout(a).duties(id);
      case Destroying d -> Rollout.takeDown(d);
    };
  }

  @Override
  public long generation(State state) {
    return state.generation();
  }
}
