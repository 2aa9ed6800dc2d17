package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.agent.life.Input.*;
import rhizome.agent.life.Output.*;
import rhizome.agent.life.State.*;
import rhizome.agent.life.State.Goal.Leave;
import rhizome.agent.life.State.Goal.Restart;
import rhizome.grid.healing.Exit;
import rhizome.grid.healing.Restarts;
import rhizome.grid.healing.Restarts.Verdict;
import rhizome.grid.node.Assignment;
import rhizome.kernel.Machine;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** The law of one workload on one machine. On the way from an exit to a restart nothing waits. */
public final class Life implements Machine<State, Input, Output> {

  private final Telling telling;
  private final Probing probing;
  private final Fencing fencing;
  private final Seed seed;

  public Life(WorkloadId workload, Seed seed) {
    this.telling = new Telling(workload);
    this.probing = new Probing(telling);
    this.fencing = new Fencing(telling);
    this.seed = seed.fork(workload.toString());
  }

  @Override
  public Step<State, Output> step(State state, Input input) {
    return switch (state) {
      case Absent absent -> absent(absent, input);
      case Starting starting -> starting(starting, input);
      case Running running -> running(running, input);
      case Ending ending -> ending(ending, input);
      case Waiting waiting -> waiting(waiting, input);
      case Exhausted exhausted -> exhausted(exhausted, input);
      case Fenced fenced -> fenced(fenced, input);
    };
  }

  private Step<State, Output> absent(Absent state, Input input) {
    return switch (input) {
      case Assign(var assignment, _) ->
          assignment.epoch() < state.floor() ? same(state) : begin(assignment, List.of());
      case Stop(long epoch, var at) ->
          new Step<>(
              new Absent(Math.max(epoch, state.floor())), List.of(telling.nothingHeld(epoch, at)));
      case Tick _, Swept _, Answered _, Prepared _, Fence _ -> same(state);
      case Spawned _, NotSpawned _, Left _, Reopened _ -> throw impossible(state, input);
    };
  }

  private Step<State, Output> starting(Starting state, Input input) {
    Job job = state.job();
    return switch (input) {
      case Spawned(var process, var ports, var at) -> {
        Job given = job.with(ports);
        yield new Step<>(
            new Running(given, process, at, Optional.empty(), beat(given, at)),
            List.of(new Save(), telling.started(given, process, at)));
      }
      case NotSpawned(String reason, var at) ->
          settle(job, new Exit.NeverStarted(reason), Duration.ZERO, at);
      case Reopened(var found, var at) ->
          found.isPresent()
              ? adopt(job, found.get(), Optional.empty(), at)
              : new Step<>(state, List.of(new Spawn(job)));
      case Fence(var at) -> fencing.starting(job, at);
      case Swept _, Answered _, Prepared _, Tick _ -> same(state);
      case Assign _, Stop _, Left _ -> throw impossible(state, input);
    };
  }

  private Step<State, Output> running(Running state, Input input) {
    Job job = state.job();
    return switch (input) {
      case Assign(var assignment, var at) ->
          assignment.epoch() <= job.epoch()
              ? same(state)
              : leave(state, new Leave(job.epoch(), Optional.of(assignment)), at);
      case Stop(long epoch, var at) ->
          epoch < job.epoch()
              ? new Step<>(state, List.of(telling.nothingHeld(epoch, at)))
              : leave(state, new Leave(epoch, Optional.empty()), at);
      case Left(var exit, boolean alone, var at) ->
          alone
              ? settle(job, exit, healthy(state, at), at)
              : new Step<>(
                  new Ending(
                      job,
                      Optional.of(state.identity()),
                      new Restart(Optional.empty()),
                      Optional.of(exit),
                      healthy(state, at),
                      Optional.empty()),
                  List.of(new Sweep(job, Optional.of(state.identity()), Duration.ZERO)));
      case Answered(int number, var complaint, var at) ->
          probing.answered(state, number, complaint, at);
      case Tick(var at) -> probing.tick(state, at);
      case Fence(var at) -> fencing.running(state, at);
      case Reopened(var found, var at) ->
          found.isPresent()
              ? adopt(job, found.get(), Optional.of(state), at)
              : settle(job, new Exit.Unseen(), healthy(state, at), at);
      case Swept _, Prepared _ -> same(state);
      case Spawned _, NotSpawned _ -> throw impossible(state, input);
    };
  }

  private Step<State, Output> ending(Ending state, Input input) {
    return switch (input) {
      case Assign(var assignment, _) -> replace(state, assignment);
      case Stop(long epoch, var at) -> stop(state, epoch, at);
      case Left(var exit, boolean alone, var at) -> left(state, exit, alone, at);
      case Swept(var at) ->
          state.exit().isPresent() ? swept(state, state.exit().get(), at) : same(state);
      case Tick(var at) ->
          state.killAt().isEmpty() || at.isBefore(state.killAt().get())
              ? same(state)
              : new Step<>(patience(state, Optional.empty()), List.of(new Kill()));
      case Prepared(long epoch, _) -> prepared(state, epoch);
      case Reopened(var found, var at) -> reopen(state, found, at);
      case Fence _ -> fencing.ending(state);
      case Answered _ -> same(state);
      case Spawned _, NotSpawned _ -> throw impossible(state, input);
    };
  }

  private Step<State, Output> waiting(Waiting state, Input input) {
    Job job = state.job();
    return switch (input) {
      case Assign _, Stop _ -> idle(state, job, state.exit(), input);
      case Tick(var at) -> at.isBefore(state.retryAt()) ? same(state) : again(job);
      case Fence(var at) -> fencing.idle(job, at);
      case Reopened(var found, var at) ->
          found.isPresent()
              ? adopt(job, found.get(), Optional.empty(), at)
              : new Step<>(
                  state, List.of(telling.restarting(job, state.exit(), at, state.retryAt())));
      case Swept _, Answered _, Prepared _ -> same(state);
      case Spawned _, NotSpawned _, Left _ -> throw impossible(state, input);
    };
  }

  private Step<State, Output> exhausted(Exhausted state, Input input) {
    Job job = state.job();
    return switch (input) {
      case Assign _, Stop _ -> idle(state, job, state.exit(), input);
      case Reopened(_, var at) -> new Step<>(state, List.of(telling.over(job, state.exit(), at)));
      case Tick _, Swept _, Answered _, Prepared _, Fence _ -> same(state);
      case Spawned _, NotSpawned _, Left _ -> throw impossible(state, input);
    };
  }

  private Step<State, Output> fenced(Fenced state, Input input) {
    Job job = state.job();
    return switch (input) {
      case Assign(var assignment, _) when assignment.epoch() == job.epoch() ->
          new Step<>(new Starting(job), List.of(new Spawn(job)));
      case Assign _, Stop _ -> idle(state, job, new Exit.Fenced(), input);
      case Reopened(var found, var at) ->
          found.isPresent() ? adopt(job, found.get(), Optional.empty(), at) : same(state);
      case Tick _, Swept _, Answered _, Prepared _, Fence _ -> same(state);
      case Spawned _, NotSpawned _, Left _ -> throw impossible(state, input);
    };
  }

  private static Step<State, Output> begin(Assignment assignment, List<Output> before) {
    Job job = Job.first(assignment);
    List<Output> outputs = new ArrayList<>(before);
    outputs.add(new Save()); // before there is a process, so that none can ever be unknown
    outputs.add(new Spawn(job));
    return new Step<>(new Starting(job), outputs);
  }

  private static Step<State, Output> again(Job job) {
    Job next = job.next(job.restarts());
    return new Step<>(new Starting(next), List.of(new Spawn(next)));
  }

  /** The process is gone and nobody of it is left: what does the policy say? */
  private Step<State, Output> settle(Job job, Exit exit, Duration healthy, Instant at) {
    if (job.isDone(exit)) {
      return over(job, exit, at);
    }
    Seed jitter = seed.fork(job.epoch() + "." + job.incarnation());
    return switch (job.restarts().judge(job.spec().restart(), healthy, at, jitter)) {
      case Verdict.Again(var retryAt, Restarts after)
          when retryAt.isAfter(at) || exit instanceof Exit.NeverStarted ->
          new Step<>(
              new Waiting(job.remembering(after), exit, retryAt),
              List.of(new Save(), telling.restarting(job, exit, at, retryAt)));
      case Verdict.Again(var retryAt, Restarts after) -> {
        Job next = job.next(after);
        yield new Step<>(
            new Starting(next),
            List.of(new Spawn(next), telling.restarting(job, exit, at, retryAt)));
      }
      case Verdict.Exhausted _ -> over(job, exit, at);
    };
  }

  /** Nothing starts it again here, whatever becomes of this agent. */
  private Step<State, Output> over(Job job, Exit exit, Instant at) {
    return new Step<>(new Exhausted(job, exit), List.of(new Save(), telling.over(job, exit, at)));
  }

  /** What was written down of an earlier process says nothing of this one. */
  private Step<State, Output> adopt(Job job, Found found, Optional<Running> written, Instant at) {
    Optional<Running> known = written.filter(_ -> found.incarnation() == job.incarnation());
    Job held = job.at(found.incarnation()).with(found.ports());
    Pulse.Stage stage = known.map(r -> r.pulse().stage()).orElse(Pulse.Stage.STARTING);
    return new Step<>(
        new Running(
            held,
            found.process(),
            known.map(Running::since).orElse(at),
            known.flatMap(Running::readyAt),
            Pulse.begin(held.spec().health(), stage, at)),
        List.of(
            new Adopt(found.process()), new Save(), telling.adopted(held, found.process(), at)));
  }

  private static Step<State, Output> leave(Running state, Leave goal, Instant at) {
    Ending ending =
        new Ending(
            state.job(),
            Optional.of(state.identity()),
            goal,
            Optional.empty(),
            healthy(state, at),
            Optional.of(at.plus(state.job().spec().run().grace())));
    Output first =
        state.job().spec().run().beforeStop().isPresent()
            ? new Prepare(state.job())
            : new Terminate();
    return new Step<>(ending, List.of(new Save(), first));
  }

  /** Of the stop that is under way; its grace may be over, or its process gone. */
  private static Step<State, Output> prepared(Ending state, long epoch) {
    boolean waits = state.exit().isEmpty() && state.killAt().isPresent();
    return epoch == state.job().epoch() && waits
        ? new Step<>(state, List.of(new Terminate()))
        : same(state);
  }

  private Step<State, Output> replace(Ending state, Assignment assignment) {
    long epoch = state.job().epoch();
    if (state.goal() instanceof Goal.Wait && assignment.epoch() == epoch) {
      return turn(state, new Goal.Wait(true));
    }
    long floor =
        switch (state.goal()) {
          case Restart _, Goal.Wait _ -> epoch;
          case Leave(long stopping, var next) ->
              Math.max(stopping - 1, next.map(Assignment::epoch).orElse(epoch));
        };
    long told = state.goal() instanceof Leave(long stopping, _) ? stopping : epoch;
    return assignment.epoch() <= Math.max(floor, epoch)
        ? same(state)
        : turn(state, new Leave(told, Optional.of(assignment)));
  }

  private Step<State, Output> stop(Ending state, long epoch, Instant at) {
    if (epoch < state.job().epoch()) {
      return new Step<>(state, List.of(telling.nothingHeld(epoch, at)));
    }
    return switch (state.goal()) {
      case Restart _, Goal.Wait _ -> turn(state, new Leave(epoch, Optional.empty()));
      case Leave(long stopping, var next) -> {
        Leave goal =
            new Leave(Math.max(stopping, epoch), next.filter(later -> later.epoch() > epoch));
        yield goal.equals(state.goal()) ? same(state) : turn(state, goal);
      }
    };
  }

  private Step<State, Output> left(Ending state, Exit exit, boolean alone, Instant at) {
    boolean restarts = state.goal() instanceof Restart;
    Ending gone =
        new Ending(
            state.job(),
            state.identity(),
            state.goal(),
            Optional.of(exit),
            state.healthy(),
            Optional.empty());
    if (restarts && alone) {
      return swept(gone, exit, at);
    }
    Duration patience =
        state.killAt().map(killAt -> Duration.between(at, killAt)).orElse(Duration.ZERO);
    return new Step<>(
        gone, List.of(new Sweep(gone.job(), gone.identity(), restarts ? Duration.ZERO : patience)));
  }

  private Step<State, Output> swept(Ending state, Exit exit, Instant at) {
    Job job = state.job();
    return switch (state.goal()) {
      case Restart(var complaint) ->
          settle(job, complaint.<Exit>map(Exit.Unhealthy::new).orElse(exit), state.healthy(), at);
      case Goal.Wait(boolean again) -> fencing.swept(job, again, at);
      case Leave(long epoch, var next) ->
          next.isPresent()
              ? begin(next.get(), List.of(telling.stopped(job, epoch, exit, at)))
              : new Step<>(
                  new Absent(epoch), List.of(new Forget(), telling.stopped(job, epoch, exit, at)));
    };
  }

  private Step<State, Output> reopen(Ending state, Optional<Found> found, Instant at) {
    if (found.isEmpty()) {
      return swept(state, state.exit().orElseGet(Exit.Unseen::new), at);
    }
    boolean leaves = state.goal() instanceof Leave;
    Instant killAt = at.plus(state.job().spec().run().grace());
    return new Step<>(
        new Ending(
            state.job().at(found.get().incarnation()),
            Optional.of(found.get().process()),
            state.goal(),
            Optional.empty(),
            state.healthy(),
            leaves ? Optional.of(killAt) : Optional.empty()),
        List.of(new Adopt(found.get().process()), leaves ? new Terminate() : new Kill()));
  }

  /** Its process is gone, but not surely whoever left the session of it. */
  private Step<State, Output> idle(State state, Job job, Exit exit, Input order) {
    return switch (order) {
      case Assign(var assignment, _) when assignment.epoch() > job.epoch() ->
          clear(job, exit, new Leave(job.epoch(), Optional.of(assignment)));
      case Stop(long epoch, _) when epoch >= job.epoch() ->
          clear(job, exit, new Leave(epoch, Optional.empty()));
      case Stop(long epoch, var at) -> new Step<>(state, List.of(telling.nothingHeld(epoch, at)));
      case Assign _, Tick _, Swept _, Answered _, Spawned _, NotSpawned _, Left _, Reopened _ ->
          same(state);
      case Fence _, Prepared _ -> same(state);
    };
  }

  private static Step<State, Output> clear(Job job, Exit exit, Leave goal) {
    return new Step<>(
        new Ending(job, Optional.empty(), goal, Optional.of(exit), Duration.ZERO, Optional.empty()),
        List.of(new Save(), new Sweep(job, Optional.empty(), Duration.ZERO)));
  }

  private static Pulse beat(Job job, Instant at) {
    return Pulse.begin(job.spec().health(), Pulse.Stage.STARTING, at);
  }

  private static Step<State, Output> turn(Ending state, Goal goal) {
    return new Step<>(
        new Ending(
            state.job(), state.identity(), goal, state.exit(), state.healthy(), state.killAt()),
        List.of(new Save()));
  }

  private static Ending patience(Ending state, Optional<Instant> killAt) {
    return new Ending(
        state.job(), state.identity(), state.goal(), state.exit(), state.healthy(), killAt);
  }

  static Duration healthy(Running state, Instant at) {
    return state.readyAt().map(ready -> Duration.between(ready, at)).orElse(Duration.ZERO);
  }

  static Step<State, Output> same(State state) {
    return new Step<>(state, List.of());
  }

  private static IllegalStateException impossible(State state, Input input) {
    return new IllegalStateException(input + " cannot happen in " + state);
  }
}
