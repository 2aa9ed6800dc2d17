package rhizome.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.agent.Stage.WEB;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.agent.Specs;
import rhizome.agent.life.Input.*;
import rhizome.agent.life.Output.*;
import rhizome.blueprints.model.Probe;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.Seed;

class LifeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Identity PROCESS = new Identity(42, 1000, "boot");
  private static final Identity OTHER = new Identity(43, 2000, "boot");
  private static final Exit KILLED = new Exit.Signal(9);

  private final Life life = new Life(WEB, new Seed(1));
  private State state = State.nothing();
  private Instant now = START;
  private List<Output> outputs = List.of();

  @Test
  void anAssignmentIsWrittenDownBeforeItsProcessCanExist() {
    when(assign(1, Specs.sleeper()));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Spawn");
    when(new Spawned(PROCESS, Map.of(), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Started");
  }

  @Test
  void onTheWayFromAnExitToTheNextSpawnNothingElseIsDone() {
    running(Specs.sleeper());
    when(new Left(KILLED, true, now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Spawn", "Restarting");
    assertThat(state.held().orElseThrow().incarnation()).isEqualTo(2);
  }

  @Test
  void whoeverIsLeftOfTheGroupDiesBeforeTheRestart() {
    running(Specs.sleeper());
    when(new Left(KILLED, false, now));
    assertThat(outputs).containsExactly(sweep(Optional.of(PROCESS), Duration.ZERO));
    when(new Swept(now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Spawn", "Restarting");
  }

  @Test
  void theSecondRestartInARowWaitsForItsBackOffAndTheLastOneIsTheLast() {
    running(Specs.sleeper().attempts(2));
    when(new Left(KILLED, true, now));
    when(new Spawned(OTHER, Map.of(), now));
    when(new Left(KILLED, true, now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Restarting");
    Instant retryAt = state.wakeAt().orElseThrow();
    assertThat(retryAt).isBetween(now.plusMillis(16), now.plusMillis(20));

    when(new Tick(retryAt.minusNanos(1)));
    assertThat(outputs).as("an alarm that is early changes nothing").isEmpty();
    when(new Tick(retryAt));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Spawn");
    when(new Spawned(PROCESS, Map.of(), retryAt));
    when(new Left(KILLED, true, retryAt));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Exhausted");
    assertThat(state.wakeAt()).isEmpty();
  }

  @Test
  void aProgramThatCannotStartIsNotTriedAgainInTheSameBreath() {
    when(assign(1, Specs.of("nothing")));
    when(new NotSpawned("no program", now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Restarting");
    assertThat(state).isInstanceOf(State.Waiting.class);
    assertThat(((Tell) outputs.getLast()).report())
        .isEqualTo(new Report.Restarting(WEB, 1, 1, now, new Exit.NeverStarted("no program"), now));
  }

  @Test
  void anAssignmentToldTwiceOrStaleChangesNothing() {
    running(Specs.sleeper());
    State before = state;
    when(assign(1, Specs.sleeper()));
    assertThat(outputs).isEmpty();
    assertThat(state).isEqualTo(before);
    when(new Assign(new Assignment(WEB, 1, Specs.of("other").spec()), now));
    assertThat(state).isEqualTo(before);
  }

  @Test
  void aHigherEpochReplacesTheLowerOneOnceThatIsGone() {
    running(Specs.sleeper());
    when(assign(2, Specs.of("newer")));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Terminate");
    when(new Left(KILLED, true, now));
    assertThat(outputs).containsExactly(sweep(Optional.of(PROCESS), Duration.ofSeconds(5)));
    when(new Swept(now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Stopped", "Save", "Spawn");
    assertThat(((Tell) outputs.getFirst()).report())
        .isEqualTo(new Report.Stopped(WEB, 1, 1, now, KILLED));
    assertThat(state.held().orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void theNewestOfManyEpochsIsTheOneThatRuns() {
    running(Specs.sleeper());
    when(assign(2, Specs.sleeper()));
    when(assign(4, Specs.sleeper()));
    when(assign(3, Specs.sleeper()));
    when(new Left(KILLED, true, now));
    when(new Swept(now));
    assertThat(state.held().orElseThrow().epoch()).isEqualTo(4);
  }

  @Test
  void aStopGivesGraceThenKillsThenReportsOnce() {
    running(Specs.sleeper());
    when(new Stop(1, now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Terminate");
    when(new Stop(1, now));
    assertThat(outputs).as("told twice").isEmpty();
    Instant end = now.plusSeconds(5);
    assertThat(state.wakeAt()).contains(end);
    when(new Tick(end));
    assertThat(outputs).containsExactly(new Kill());
    when(new Left(KILLED, false, end));
    assertThat(outputs).containsExactly(sweep(Optional.of(PROCESS), Duration.ZERO));
    when(new Swept(end));
    assertThat(outputs)
        .containsExactly(new Forget(), new Tell(new Report.Stopped(WEB, 1, 1, end, KILLED)));
    assertThat(state).isEqualTo(new State.Absent(1));
  }

  @Test
  void whatIsToBeRunBeforeAStopIsWaitedForWithinTheGrace() {
    running(Specs.sleeper().beforeStop(Duration.ofSeconds(1), "leave"));
    when(new Stop(1, now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Prepare");
    assertThat(state.wakeAt()).as("the grace runs").contains(now.plusSeconds(5));
    when(new Stop(1, now));
    assertThat(outputs).as("it is told again").isEmpty();
    when(new Prepared(7, now.plusSeconds(1)));
    assertThat(outputs).as("that was of another").isEmpty();
    when(new Prepared(1, now.plusSeconds(1)));
    assertThat(outputs).containsExactly(new Terminate());
    when(new Left(KILLED, false, now));
    when(new Prepared(1, now));
    assertThat(outputs).as("it has left already").isEmpty();
  }

  @Test
  void anotherAssignmentIsAWishToStopTheOneBefore() {
    running(Specs.sleeper().beforeStop(Duration.ofSeconds(1), "leave"));
    when(assign(2, Specs.sleeper()));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Prepare");
  }

  /** Neither a lease that is over nor a program that died waits for anything. */
  @Test
  void nothingIsRunBeforeAnEndThatNobodyWished() {
    running(Specs.sleeper().beforeStop(Duration.ofSeconds(1), "leave"));
    when(new Left(KILLED, true, now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Spawn", "Restarting");
    when(new Spawned(OTHER, Map.of(), now));
    when(new Fence(now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Kill", "Save");
  }

  @Test
  void aLeaseThatEndsWhileItIsBeingStoppedWaitsNoLonger() {
    running(Specs.sleeper().beforeStop(Duration.ofSeconds(1), "leave"));
    when(new Stop(1, now));
    when(new Fence(now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Kill", "Save");
    when(new Prepared(1, now));
    assertThat(outputs).isEmpty();
  }

  @Test
  void aStaleStopTouchesNothingNewerAndIsAnswered() {
    running(Specs.sleeper());
    when(assign(3, Specs.sleeper()));
    when(new Left(KILLED, true, now));
    when(new Swept(now));
    when(new Spawned(OTHER, Map.of(), now));
    State before = state;
    when(new Stop(2, now));
    assertThat(state).isEqualTo(before);
    assertThat(outputs)
        .containsExactly(new Tell(new Report.Stopped(WEB, 2, 0, now, new Exit.Unseen())));
  }

  @Test
  void stoppingWhatIsNotHeldIsAnsweredAndFencesOlderAssignments() {
    when(new Stop(5, now));
    assertThat(outputs)
        .containsExactly(new Tell(new Report.Stopped(WEB, 5, 0, now, new Exit.Unseen())));
    when(assign(4, Specs.sleeper()));
    assertThat(outputs).isEmpty();
    when(assign(5, Specs.sleeper()));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Spawn");
  }

  @Test
  void aStopOfTheNextEpochWhileTheOldOneEndsLeavesNothing() {
    running(Specs.sleeper());
    when(assign(2, Specs.sleeper()));
    when(new Stop(2, now));
    when(new Left(KILLED, true, now));
    when(new Swept(now));
    assertThat(outputs)
        .containsExactly(new Forget(), new Tell(new Report.Stopped(WEB, 2, 1, now, KILLED)));
  }

  @Test
  void aStopOfWhatHasNoProcessIsAnsweredOnceNobodyWhoLeftItIsThere() {
    for (int attempts : List.of(0, 1)) {
      state = State.nothing();
      when(assign(1, Specs.of("nothing").attempts(attempts)));
      when(new NotSpawned("no program", now));
      when(new Stop(1, now));
      assertThat(outputs).containsExactly(new Save(), sweep(Optional.empty(), Duration.ZERO));
      assertThat(state.wakeAt()).as("nothing is started again").isEmpty();
      when(new Swept(now));
      assertThat(outputs).extracting(LifeTest::name).containsExactly("Forget", "Stopped");
    }
  }

  @Test
  void aHigherEpochAfterAnExhaustionBeginsOnceNobodyWhoLeftTheLowerOneIsThere() {
    when(assign(1, Specs.of("nothing").attempts(0)));
    when(new NotSpawned("no program", now));
    when(assign(2, Specs.sleeper()));
    assertThat(outputs).containsExactly(new Save(), sweep(Optional.empty(), Duration.ZERO));
    when(assign(3, Specs.sleeper()));
    when(new Swept(now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Stopped", "Save", "Spawn");
    assertThat(state.held().orElseThrow().epoch()).isEqualTo(3);
  }

  @Test
  void aProcessIsReadyWhenItsProbeSaysSoAndAliveCostsNoMoreThanThat() {
    running(Specs.sleeper());
    Instant settled = state.wakeAt().orElseThrow();
    when(new Tick(settled));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Ready");
    assertThat(state.wakeAt()).as("no more questions").isEmpty();
  }

  @Test
  void aQuestionWithoutAnswerIsAFailureAndItsLateAnswerIsIgnored() {
    running(probed(Duration.ofSeconds(1), Duration.ZERO));
    when(new Tick(state.wakeAt().orElseThrow()));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Ask");
    when(new Tick(state.wakeAt().orElseThrow()));
    assertThat(outputs).as("the first failure").containsExactly(new TakeBack(1));
    State before = state;
    when(new Answered(1, Optional.empty(), now));
    assertThat(state).as("late").isEqualTo(before);
    when(new Tick(state.wakeAt().orElseThrow()));
    when(new Tick(state.wakeAt().orElseThrow()));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("TakeBack", "Kill", "Unready");
    when(new Left(KILLED, true, now));
    assertThat(((Tell) outputs.getLast()).report())
        .isInstanceOfSatisfying(
            Report.Restarting.class,
            report ->
                assertThat(report.exit())
                    .isEqualTo(new Exit.Unhealthy("no answer within 1000 ms")));
  }

  @Test
  void untilItWasReadyFailuresCountOnlyAfterTheStart() {
    running(probed(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    for (int i = 1; i <= 10; i++) {
      when(new Tick(state.wakeAt().orElseThrow()));
      when(new Answered(i, Optional.of("not yet"), now));
      assertThat(state).isInstanceOf(State.Running.class);
    }
    now = START.plusSeconds(61);
    when(new Tick(now));
    when(new Answered(11, Optional.of("still not"), now));
    when(new Tick(state.wakeAt().orElseThrow()));
    when(new Answered(12, Optional.of("still not"), now));
    assertThat(state).isInstanceOf(State.Ending.class);
  }

  @Test
  void questionsComeQuicklyUntilItIsReadyAndThenAtTheirInterval() {
    running(probed(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    List<Long> pauses = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      pauses.add(Duration.between(now, state.wakeAt().orElseThrow()).toMillis());
      when(new Tick(state.wakeAt().orElseThrow()));
      when(new Answered(i, Optional.of("not yet"), now));
    }
    assertThat(pauses).containsExactly(25L, 50L, 50L, 50L);
  }

  @Test
  void aProcessFoundRunningIsAdoptedAndAskedAnew() {
    running(Specs.sleeper());
    when(new Tick(state.wakeAt().orElseThrow()));
    when(new Reopened(Optional.of(new Found(1, PROCESS, Map.of("http", 8080))), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Adopt", "Save", "Adopted");
    assertThat(state.held().orElseThrow().ports()).containsEntry("http", 8080);
    when(new Tick(state.wakeAt().orElseThrow()));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Save", "Ready");
  }

  @Test
  void aProcessStartedAfterTheLastWriteIsAdoptedAsWhatItIs() {
    running(Specs.sleeper());
    when(new Reopened(Optional.of(new Found(2, OTHER, Map.of())), now));
    assertThat(state.held().orElseThrow().incarnation()).isEqualTo(2);
    assertThat(state.process()).contains(OTHER);
  }

  @Test
  void aProcessNobodySawEndIsRestartedByPolicy() {
    running(Specs.sleeper());
    when(new Reopened(Optional.empty(), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Spawn", "Restarting");
    assertThat(((Report.Restarting) ((Tell) outputs.getLast()).report()).exit())
        .isEqualTo(new Exit.Unseen());
  }

  @Test
  void whatWasWaitingEndingOrExhaustedGoesOnSo() {
    running(Specs.sleeper());
    when(new Stop(1, now));
    when(new Reopened(Optional.of(new Found(1, PROCESS, Map.of())), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Adopt", "Terminate");
    when(new Reopened(Optional.empty(), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Forget", "Stopped");

    when(assign(2, Specs.of("nothing").attempts(1)));
    when(new NotSpawned("no program", now));
    when(new Reopened(Optional.empty(), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Restarting");
    when(new Tick(now));
    when(new NotSpawned("no program", now));
    when(new Reopened(Optional.empty(), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Exhausted");
  }

  @Test
  void aFirstProcessIsLookedForBeforeItIsStarted() {
    when(assign(1, Specs.sleeper()));
    when(new Reopened(Optional.empty(), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Spawn");
    when(new Reopened(Optional.of(new Found(1, PROCESS, Map.of())), now));
    assertThat(outputs).extracting(LifeTest::name).containsExactly("Adopt", "Save", "Adopted");
  }

  /** The guard looks at the same clock as the agent, and may be the first to act on it. */
  @Test
  void whatEndedJustBeforeItsLeaseIsFencedAndSaysSo() {
    Tell fenced = new Tell(new Report.Restarting(WEB, 1, 1, now, new Exit.Fenced(), now));
    running(Specs.sleeper());
    when(new Left(KILLED, true, now));
    when(new Fence(now));
    assertThat(outputs).as("it was to start at once").containsExactly(new Save(), fenced);
    assertThat(((State.Fenced) state).job().incarnation()).isEqualTo(2);

    state = State.nothing();
    when(assign(1, Specs.of("nothing")));
    when(new NotSpawned("no program", now));
    when(new Fence(now));
    assertThat(outputs).as("it was to start later").containsExactly(new Save(), fenced);
    assertThat(((State.Fenced) state).job().incarnation()).isEqualTo(2);
  }

  @Test
  void ofWhatNeverBeganTheEndOfTheLeaseSaysNothing() {
    when(assign(1, Specs.sleeper()));
    when(new Fence(now));
    assertThat(outputs).containsExactly(new Save());
    assertThat(((State.Fenced) state).job().incarnation()).isEqualTo(1);
  }

  @Test
  void whatCannotHappenIsNotPassedOver() {
    assertThatThrownBy(() -> life.step(state, new Spawned(PROCESS, Map.of(), now)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Spawned")
        .hasMessageContaining("Absent");
  }

  private void when(Input input) {
    now = input.at();
    var step = life.step(state, input);
    state = step.state();
    outputs = step.outputs();
  }

  private void running(Specs specs) {
    when(assign(1, specs));
    when(new Spawned(PROCESS, Map.of(), now));
  }

  private Input assign(long epoch, Specs specs) {
    return new Assign(new Assignment(WEB, epoch, specs.spec()), now);
  }

  private Output sweep(Optional<Identity> leader, Duration patience) {
    return new Sweep(state.held().orElseThrow(), leader, patience);
  }

  private static Specs probed(Duration timeout, Duration start) {
    return Specs.sleeper().probe(new Probe.Tcp("http"), timeout, start);
  }

  private static String name(Output output) {
    return output instanceof Tell(Report report)
        ? report.getClass().getSimpleName()
        : output.getClass().getSimpleName();
  }
}
