package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.agent.life.Output.Kill;
import rhizome.agent.life.Output.Save;
import rhizome.agent.life.Output.Spawn;
import rhizome.agent.life.Output.Sweep;
import rhizome.agent.life.State.Ending;
import rhizome.agent.life.State.Fenced;
import rhizome.agent.life.State.Goal;
import rhizome.agent.life.State.Running;
import rhizome.agent.life.State.Starting;
import rhizome.kernel.Machine.Step;

/**
 * The end of a lease. Nothing is asked to end here and nothing is granted a grace: the replacement
 * is about to start elsewhere (ADR 0011).
 */
record Fencing(Telling telling) {

  Step<State, Output> running(Running state, Instant at) {
    return new Step<>(
        new Ending(
            state.job(),
            Optional.of(state.identity()),
            new Goal.Wait(false),
            Optional.empty(),
            Life.healthy(state, at),
            Optional.empty()),
        List.of(new Kill(), new Save()));
  }

  /** Whatever should come next was assigned under the lease that is over. */
  Step<State, Output> ending(Ending state) {
    Goal goal =
        switch (state.goal()) {
          case Goal.Restart _, Goal.Wait _ -> new Goal.Wait(false);
          case Goal.Leave(long epoch, _) -> new Goal.Leave(epoch, Optional.empty());
        };
    Output end =
        state.exit().isPresent()
            ? new Sweep(state.job(), state.identity(), Duration.ZERO)
            : new Kill();
    return new Step<>(
        new Ending(
            state.job(), state.identity(), goal, state.exit(), state.healthy(), Optional.empty()),
        List.of(end, new Save()));
  }

  /** Its process may not begin. Where there was one before, its end was told as any other. */
  Step<State, Output> starting(Job job, Instant at) {
    return job.incarnation() == 1
        ? new Step<>(new Fenced(job), List.of(new Save()))
        : idle(job.at(job.incarnation() - 1), at);
  }

  /** Its process is gone, and its next one was not started. */
  Step<State, Output> idle(Job job, Instant at) {
    return new Step<>(
        new Fenced(job.next(job.restarts())), List.of(new Save(), telling.fenced(job, at)));
  }

  /** Nobody of it is left. */
  Step<State, Output> swept(Job job, boolean again, Instant at) {
    Job next = job.next(job.restarts());
    return again
        ? new Step<>(new Starting(next), List.of(new Spawn(next), telling.fenced(job, at)))
        : new Step<>(new Fenced(next), List.of(new Save(), telling.fenced(job, at)));
  }
}
