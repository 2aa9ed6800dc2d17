package rhizome.grid.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhizome.grid.task.Task.Command.Tick;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.Schedule;
import rhizome.grid.task.Task.State;

/** What the passing of time does to a task: attempts that took too long, and runs that are due. */
final class Passing {

  private final BiFunction<State, Event, State> evolve;
  private final List<Event> events = new ArrayList<>();
  private State state;

  Passing(State state, BiFunction<State, Event, State> evolve) {
    this.state = state;
    this.evolve = evolve;
  }

  List<Event> of(Tick tick) {
    Optional<Run> going = state.going();
    going.ifPresent(run -> run.legs().forEach((slot, leg) -> overdue(run, slot, leg, tick.at())));
    state
        .schedule()
        .filter(schedule -> !tick.at().isBefore(schedule.next()))
        .ifPresent(schedule -> due(schedule, tick));
    return events;
  }

  private void add(Event event) {
    events.add(event);
    state = evolve.apply(state, event);
  }

  private void overdue(Run run, int slot, Leg leg, Instant now) {
    Optional<Instant> deadline = deadline(run, leg);
    if (deadline.isEmpty() || now.isBefore(deadline.get())) {
      return;
    }
    Finding finding =
        leg.phase() instanceof Leg.Phase.Waiting
            ? Finding.of(Result.UNPLACED, "no node held its workload for " + run.action().timeout())
            : Finding.of(Result.TIMED_OUT, "its agent does not say how it ended");
    add(ended(run, new Ticket(run.number(), slot, leg.attempt()), finding, now));
  }

  /** Nothing waits for ever, whatever others do or fail to do. */
  static Stream<Instant> deadlines(Run run) {
    return run.legs().values().stream().flatMap(leg -> deadline(run, leg).stream());
  }

  private static Optional<Instant> deadline(Run run, Leg leg) {
    Duration timeout = run.action().timeout();
    return switch (leg.phase()) {
      case Leg.Phase.Waiting(var from) -> Optional.of(from.plus(timeout));
      case Leg.Phase.Running(_, var from, _) -> Optional.of(from.plus(timeout).plus(Task.OVERDUE));
      case Leg.Phase.Over _ -> Optional.empty();
    };
  }

  /** What a cancelled run comes to is cancelled, unless it had succeeded by then. */
  static Event ended(Run run, Ticket ticket, Finding finding, Instant at) {
    Finding kept = finding.within(run.outputMax());
    if (finding.result() == Result.SUCCEEDED) {
      return new Event.Ended(ticket, kept, Optional.empty(), at);
    }
    Finding told = run.cancelledBy().isPresent() ? kept.as(Result.CANCELLED) : kept;
    return new Event.Ended(ticket, told, run.retryAfter(ticket.attempt()).map(at::plus), at);
  }

  static List<Integer> slots(Definition definition) {
    int slots = definition.action().everySlot() ? definition.replicas() : 1;
    return IntStream.range(0, Math.min(slots, Task.LEGS_MAX + 1)).boxed().toList();
  }

  private void due(Schedule schedule, Tick tick) {
    Optional<Definition> definition =
        tick.definition().filter(known -> known.action().every().isPresent());
    if (definition.isEmpty()) {
      add(new Event.Unscheduled(tick.at()));
      return;
    }
    ask(schedule.next(), definition.get(), tick.at());
    Duration every = definition.get().action().every().orElseThrow();
    add(new Event.Scheduled(new Schedule(every, next(schedule, every, tick.at())), tick.at()));
  }

  private void ask(Instant due, Definition definition, Instant now) {
    List<Integer> slots = slots(definition);
    if (!state.open().isEmpty()) {
      long going = state.open().getFirst().number();
      add(new Event.Skipped(due, "run %d still goes".formatted(going), now));
    } else if (definition.replicas() < slots.size() || slots.size() > Task.LEGS_MAX) {
      String why = "a run goes beside 1 to " + Task.LEGS_MAX + " replicas, and there are ";
      add(new Event.Skipped(due, why + definition.replicas(), now));
    } else {
      add(
          new Event.Requested(
              state.last() + 1, definition, slots, Args.NONE, Task.SCHEDULE, "", now));
    }
  }

  /** Keeps the beat of before, and leaves out what was missed. */
  private static Instant next(Schedule schedule, Duration every, Instant now) {
    long missed = Duration.between(schedule.next(), now).dividedBy(every);
    return schedule.next().plus(every.multipliedBy(missed + 1));
  }
}
