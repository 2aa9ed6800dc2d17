package rhizome.agent.life;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.agent.life.Output.Ask;
import rhizome.agent.life.Output.Kill;
import rhizome.agent.life.Output.Save;
import rhizome.agent.life.State.Ending;
import rhizome.agent.life.State.Goal.Restart;
import rhizome.agent.life.State.Running;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.kernel.Machine.Step;

/** What the questions to a running process, and its answers, change. */
record Probing(Telling telling) {

  Step<State, Output> tick(Running state, Instant at) {
    Pulse pulse = state.pulse();
    Health health = state.job().spec().health();
    if (pulse.due().isEmpty() || at.isBefore(pulse.due().get())) {
      return Life.same(state);
    }
    if (pulse.open()) {
      return count(
          state, Optional.of("no answer within " + health.timeout().toMillis() + " ms"), at);
    }
    if (health.probe() instanceof Probe.Alive) {
      return count(state, Optional.empty(), at); // its exit would have been seen
    }
    Pulse asking = pulse.ask(health, at);
    return new Step<>(
        beating(state, asking, state.readyAt()),
        List.of(new Ask(asking.asked(), health, state.job())));
  }

  Step<State, Output> count(Running state, Optional<String> complaint, Instant at) {
    Job job = state.job();
    Health health = job.spec().health();
    boolean patient = state.readyAt().isEmpty() && at.isBefore(state.since().plus(health.start()));
    Tally.Counted counted = state.pulse().tally().count(health, complaint.isEmpty(), patient);
    Pulse pulse = state.pulse().answered(health, counted.tally(), at);
    return switch (counted.change()) {
      case NOTHING -> Life.same(beating(state, pulse, state.readyAt()));
      case READY ->
          new Step<>(
              beating(state, pulse, state.readyAt().or(() -> Optional.of(at))),
              List.of(new Save(), telling.ready(job, at)));
      case UNREADY -> unready(state, complaint.orElse("no answer"), at);
    };
  }

  private Step<State, Output> unready(Running state, String complaint, Instant at) {
    Job job = state.job();
    return new Step<>(
        new Ending(
            job,
            Optional.of(state.identity()),
            new Restart(Optional.of(complaint)),
            Optional.empty(),
            Life.healthy(state, at),
            Optional.empty()),
        List.of(new Kill(), telling.unready(job, complaint, at)));
  }

  private static Running beating(Running state, Pulse pulse, Optional<Instant> readyAt) {
    return new Running(state.job(), state.identity(), state.since(), readyAt, pulse);
  }
}
