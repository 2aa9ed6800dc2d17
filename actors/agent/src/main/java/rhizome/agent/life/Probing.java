package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.agent.life.Output.Ask;
import rhizome.agent.life.Output.Kill;
import rhizome.agent.life.Output.Save;
import rhizome.agent.life.Output.TakeBack;
import rhizome.agent.life.State.Ending;
import rhizome.agent.life.State.Goal.Restart;
import rhizome.agent.life.State.Running;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Probe;
import rhizome.grid.healing.Restarts;
import rhizome.kernel.Machine.Step;

/**
 * What the questions to a running process, and its answers, change. Nothing waits for an answer: at
 * the deadline it is a no, and who was asked is given up for somebody new.
 */
record Probing(Telling telling) {

  Step<State, Output> tick(Running state, Instant at) {
    if (state.overdueAt().filter(late -> !at.isBefore(late)).isPresent()) {
      return end(state, "not done by its deadline", at);
    }
    State now = state;
    List<Output> outputs = new ArrayList<>();
    for (Aspect aspect : Aspect.values()) {
      if (now instanceof Running running && running.pulse().isDue(aspect, at)) {
        Step<State, Output> step = due(running, aspect, at);
        now = step.state();
        outputs.addAll(step.outputs());
      }
    }
    return new Step<>(now, outputs);
  }

  private Step<State, Output> due(Running state, Aspect aspect, Instant at) {
    Check check = check(state, aspect);
    Beat beat = state.pulse().of(aspect);
    if (beat.open() > 0) {
      String complaint = "no answer within " + check.timeout().toMillis() + " ms";
      Step<State, Output> step = count(state, aspect, Optional.of(complaint), at);
      List<Output> outputs = new ArrayList<>(List.of(new TakeBack(beat.open())));
      outputs.addAll(step.outputs());
      return new Step<>(step.state(), outputs);
    }
    if (check.probe() instanceof Probe.Alive) {
      return count(state, aspect, Optional.empty(), at); // its exit would have been seen
    }
    Pulse asking = state.pulse().asking(aspect, check, at);
    return new Step<>(
        beating(state, asking, state.readyAt()),
        List.of(new Ask(asking.asked(), check, state.job(), state.since())));
  }

  Step<State, Output> answered(Running state, int number, Optional<String> complaint, Instant at) {
    return state
        .pulse()
        .waitingFor(number)
        .map(aspect -> count(state, aspect, complaint, at))
        .orElseGet(() -> Life.same(state));
  }

  private Step<State, Output> count(
      Running state, Aspect aspect, Optional<String> complaint, Instant at) {
    Check check = check(state, aspect);
    Beat beat = state.pulse().of(aspect);
    Tally before = beat.tally();
    Tally after = before.count(check, complaint.isEmpty(), isPatient(state, aspect, at));
    Pulse heard = state.pulse().with(aspect, beat.answered(check, after, at));
    Pulse pulse =
        heard.stage() == Pulse.Stage.SERVED
            ? heard
            : complaint.map(answer -> heard.hindered(aspect.tell(answer), at)).orElse(heard);
    Running next = beating(state, pulse, state.readyAt());
    if (after.verdict() == before.verdict()) {
      return hindered(next, at);
    }
    return after.well()
        ? well(next, aspect, at)
        : unwell(next, aspect, aspect.tell(complaint.orElse("no answer")), at);
  }

  /** What never was ready has somebody wait for it, who is told why. */
  private Step<State, Output> hindered(Running state, Instant at) {
    Pulse pulse = state.pulse();
    return pulse
        .obstacle()
        .filter(obstacle -> obstacle.isToTell(state.since(), at))
        .map(
            obstacle ->
                new Step<State, Output>(
                    beating(state, pulse.told(at), state.readyAt()),
                    List.of(telling.hindered(state.job(), obstacle.describe(), at))))
        .orElseGet(() -> Life.same(state));
  }

  /** Whether a no counts for nothing yet. */
  private static boolean isPatient(Running state, Aspect aspect, Instant at) {
    return switch (aspect) {
      case HEALTH ->
          state.readyAt().isEmpty()
              && at.isBefore(state.since().plus(state.job().spec().health().start()));
      // so that failures times interval is the time it has, however quickly it was asked at first
      case STARTUP -> state.pulse().of(aspect).isHasty(check(state, aspect));
      case READINESS, LIVENESS -> false;
    };
  }

  private Step<State, Output> well(Running state, Aspect aspect, Instant at) {
    return switch (aspect) {
      case HEALTH, READINESS ->
          new Step<>(
              beating(
                  state,
                  state.pulse().served(checks(state), at),
                  state.readyAt().or(() -> Optional.of(at))),
              List.of(new Save(), telling.ready(state.job(), at)));
      case STARTUP ->
          new Step<>(
              beating(state, state.pulse().up(checks(state), at), state.readyAt()),
              List.of(new Save()));
      case LIVENESS -> Life.same(state);
    };
  }

  private Step<State, Output> unwell(Running state, Aspect aspect, String complaint, Instant at) {
    return switch (aspect) {
      case HEALTH, STARTUP, LIVENESS -> end(state, complaint, at);
      case READINESS -> // before it was ready nobody relied on it
          state.pulse().stage() == Pulse.Stage.SERVED
              ? unready(state, complaint, at)
              : hindered(state, at);
    };
  }

  /** It runs on; a healthy spell that ends here makes its earlier restarts forgotten. */
  private Step<State, Output> unready(Running state, String complaint, Instant at) {
    Job job = state.job();
    Duration healthy = Life.healthy(state, at);
    boolean recovered =
        healthy.isPositive() && healthy.compareTo(job.spec().restart().healthyAfter()) >= 0;
    Job forgiven = recovered ? job.remembering(Restarts.NONE) : job;
    return new Step<>(
        new Running(forgiven, state.identity(), state.since(), Optional.empty(), state.pulse()),
        List.of(new Save(), telling.unready(job, complaint, at)));
  }

  private Step<State, Output> end(Running state, String complaint, Instant at) {
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

  private static Map<Aspect, Check> checks(Running state) {
    return Aspect.of(state.job().spec().health());
  }

  private static Check check(Running state, Aspect aspect) {
    return Optional.ofNullable(checks(state).get(aspect))
        .orElseThrow(() -> new IllegalStateException(aspect + " is not asked of " + state));
  }
}
