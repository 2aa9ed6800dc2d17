package rhizome.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.agent.Specs;
import rhizome.agent.life.Input.*;
import rhizome.agent.life.Output.*;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.Seed;

/** A program that is to end, on one machine. */
class JobLifeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Identity PROCESS = new Identity(42, 1000, "boot");
  private static final Exit WELL = new Exit.Code(0);
  private static final Spec JOB = Specs.sleeper().spec().with(Job.UNLIMITED);

  private final Life life = new Life(WEB, new Seed(1));
  private State state = State.nothing();
  private Instant now = START;
  private List<Output> outputs = List.of();

  @Test
  void whatEndsWithZeroIsDoneAndNotStartedAgain() {
    running(JOB);
    when(new Left(WELL, true, now));
    assertThat(outputs).containsExactly(new Save(), new Tell(new Report.Completed(WEB, 1, 1, now)));
    assertThat(state.wakeAt()).isEmpty();
    assertThat(state.process()).isEmpty();
    when(new Tick(now.plusSeconds(99)));
    when(new Fence(now));
    assertThat(outputs).isEmpty();
  }

  @Test
  void whoItLeftBehindIsEndedFirst() {
    running(JOB);
    when(new Left(WELL, false, now));
    assertThat(outputs).singleElement().isInstanceOf(Sweep.class);
    when(new Swept(now));
    assertThat(outputs).contains(new Tell(new Report.Completed(WEB, 1, 1, now)));
  }

  @Test
  void aServiceThatEndsWithZeroIsStartedAgain() {
    running(Specs.sleeper().spec());
    when(new Left(WELL, true, now));
    assertThat(outputs.getFirst()).isInstanceOf(Spawn.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 143, 255})
  void anyOtherCodeIsAFailureLikeOfAnyOther(int code) {
    running(JOB);
    when(new Left(new Exit.Code(code), true, now));
    assertThat(outputs.getFirst()).isInstanceOf(Spawn.class);
    when(new Spawned(PROCESS, Map.of(), now));
    when(new Left(WELL, true, now));
    assertThat(outputs).contains(new Tell(new Report.Completed(WEB, 1, 2, now)));
  }

  @Test
  void whatEndedUnseenMayHaveFailedAndIsRunAgain() {
    running(JOB);
    when(new Reopened(Optional.empty(), now));
    assertThat(outputs.getFirst()).isInstanceOf(Spawn.class);
  }

  @Test
  void anAgentThatComesBackSaysAgainThatItIsDone() {
    running(JOB);
    when(new Left(WELL, true, now));
    when(new Reopened(Optional.empty(), now.plusSeconds(5)));
    assertThat(outputs).containsExactly(new Tell(new Report.Completed(WEB, 1, 1, now)));
  }

  @Test
  void whoIsDoneIsLetGoOfLikeAnyOther() {
    running(JOB);
    when(new Left(WELL, true, now));
    when(new Stop(1, now));
    when(new Swept(now));
    assertThat(outputs)
        .containsExactly(new Forget(), new Tell(new Report.Stopped(WEB, 1, 1, now, WELL)));
    assertThat(state).isEqualTo(new State.Absent(1));
  }

  @Test
  void whatIsToldToStopIsNotDoneThoughItEndsWithZero() {
    running(JOB);
    when(new Stop(1, now));
    when(new Left(WELL, true, now));
    when(new Swept(now));
    assertThat(outputs).contains(new Tell(new Report.Stopped(WEB, 1, 1, now, WELL)));
  }

  @Test
  void afterItsDeadlineItIsEndedAndHasFailed() {
    running(JOB.with(new Job(Optional.of(Duration.ofMinutes(2)))));
    Instant late = START.plus(Duration.ofMinutes(2));
    assertThat(state.wakeAt().orElseThrow()).isBefore(late);
    asked(late.minusMillis(1));
    assertThat(state).isInstanceOf(State.Running.class);
    assertThat(state.wakeAt().orElseThrow()).isBeforeOrEqualTo(late);
    when(new Tick(late));
    assertThat(outputs.getFirst()).isEqualTo(new Kill());
    when(new Left(new Exit.Signal(9), true, late));
    assertThat(outputs)
        .anySatisfy(
            output ->
                assertThat(output)
                    .isEqualTo(
                        new Tell(
                            new Report.Restarting(
                                WEB,
                                1,
                                1,
                                late,
                                new Exit.Unhealthy("not done by its deadline"),
                                late))));
  }

  @Test
  void whoEndsInTimeIsNotAskedAboutItsDeadline() {
    running(JOB.with(new Job(Optional.of(Duration.ofMinutes(2)))));
    asked(START.plusSeconds(119));
    when(new Left(WELL, true, START.plusSeconds(119)));
    assertThat(outputs).contains(new Tell(new Report.Completed(WEB, 1, 1, now)));
    when(new Tick(START.plusSeconds(200)));
    assertThat(outputs).isEmpty();
  }

  /** All that is due until then. */
  private void asked(Instant until) {
    while (state.wakeAt().filter(at -> !at.isAfter(until)).isPresent()) {
      when(new Tick(state.wakeAt().get()));
    }
    now = until;
  }

  private void running(Spec spec) {
    when(new Assign(new Assignment(WEB, 1, spec), now));
    when(new Spawned(PROCESS, Map.of(), now));
  }

  private void when(Input input) {
    now = input.at();
    var step = life.step(state, input);
    state = step.state();
    outputs = step.outputs();
  }
}
