package rhizome.grid.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import rhizome.grid.task.Leg.Phase;
import rhizome.grid.task.Task.Event.*;
import rhizome.grid.task.Task.State;

/** What each event makes of a task. */
final class TaskEvolution {

  private TaskEvolution() {}

  static State evolve(State state, Task.Event event) {
    return switch (event) {
      case Scheduled(var schedule, _) -> scheduled(state, Optional.of(schedule));
      case Unscheduled _ -> scheduled(state, Optional.empty());
      case Skipped _ -> state;
      case Requested requested -> requested(state, requested, state.occasions());
      case Prompted prompted ->
          requested(state, asked(prompted), state.occasions().with(prompted.occasion()));
      case Started(var ticket, var lease, var at) ->
          change(
              state,
              ticket.run(),
              at,
              run ->
                  run.with(
                      ticket.slot(), leg(run, ticket).in(new Phase.Running(lease, at, false))));
      case Ended ended -> change(state, ended.ticket().run(), ended.at(), run -> ended(run, ended));
      case Cancelled(long number, var by, var at) ->
          change(state, number, at, run -> cancelled(run, by, at));
    };
  }

  private static State scheduled(State state, Optional<Task.Schedule> schedule) {
    return new State(state.last(), schedule, state.open(), state.past(), state.occasions());
  }

  private static Requested asked(Prompted prompted) {
    Occasion occasion = prompted.occasion();
    return new Requested(
        prompted.run(),
        prompted.definition(),
        List.of(occasion.slot()),
        Args.NONE,
        occasion.by(),
        "",
        prompted.at());
  }

  private static State requested(State state, Requested requested, Occasions occasions) {
    SortedMap<Integer, Leg> legs = new TreeMap<>();
    requested.slots().forEach(slot -> legs.put(slot, Leg.due(requested.at())));
    List<Run> open = new ArrayList<>(state.open());
    open.add(
        new Run(
            requested.run(),
            requested.definition().generation(),
            requested.definition().action(),
            requested.args(),
            requested.by(),
            requested.key(),
            requested.at(),
            legs,
            Optional.empty()));
    return new State(requested.run(), state.schedule(), open, state.past(), occasions);
  }

  private static Leg leg(Run run, Ticket ticket) {
    Leg leg = run.legs().get(ticket.slot());
    if (leg == null) {
      throw new IllegalStateException("journal is corrupt: " + ticket + " in " + run);
    }
    return leg;
  }

  private static Run ended(Run run, Ended ended) {
    Leg leg = leg(run, ended.ticket());
    Finding finding = ended.finding();
    Leg.Attempt attempt =
        new Leg.Attempt(
            leg.phase() instanceof Phase.Running(var lease, _, _)
                ? Optional.of(lease)
                : Optional.empty(),
            switch (leg.phase()) {
              case Phase.Waiting(var from) -> from;
              case Phase.Running(_, var from, _) -> from;
              case Phase.Over(_, var at) -> at;
            },
            ended.at(),
            finding.result(),
            finding.exit(),
            finding.detail());
    Phase next =
        ended
            .retryAt()
            .<Phase>map(Phase.Waiting::new)
            .orElseGet(() -> new Phase.Over(finding.result(), ended.at()));
    return run.with(ended.ticket().slot(), leg.after(attempt, next, finding.output()));
  }

  /** What has not begun never does; what runs is asked to end. */
  private static Run cancelled(Run run, String by, Instant at) {
    SortedMap<Integer, Leg> legs = new TreeMap<>(run.legs());
    legs.replaceAll(
        (_, leg) ->
            switch (leg.phase()) {
              case Phase.Waiting _ -> leg.in(new Phase.Over(Result.CANCELLED, at));
              case Phase.Running(var lease, var from, _) ->
                  leg.in(new Phase.Running(lease, from, true));
              case Phase.Over _ -> leg;
            });
    return run.with(legs, Optional.of(by));
  }

  /** A run that is over makes room for the next, whose time to find its workload begins then. */
  private static State change(State state, long number, Instant at, UnaryOperator<Run> change) {
    List<Run> open = new ArrayList<>(state.open());
    open.replaceAll(run -> run.number() == number ? change.apply(run) : run);
    List<Run> past = new ArrayList<>(state.past());
    boolean wasFirst = !open.isEmpty() && open.getFirst().isOver();
    open.stream().filter(Run::isOver).forEach(past::add);
    open.removeIf(Run::isOver);
    if (wasFirst && !open.isEmpty()) {
      Run next = open.getFirst();
      SortedMap<Integer, Leg> legs = new TreeMap<>(next.legs());
      legs.replaceAll((_, _) -> Leg.due(at));
      open.set(0, next.with(legs, next.cancelledBy()));
    }
    return new State(
        state.last(),
        state.schedule(),
        open,
        past.subList(Math.max(0, past.size() - Task.PAST_MAX), past.size()),
        state.occasions());
  }
}
