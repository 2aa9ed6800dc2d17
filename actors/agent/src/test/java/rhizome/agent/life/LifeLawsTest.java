package rhizome.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static rhizome.agent.Stage.WEB;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.agent.Specs;
import rhizome.agent.handle.States;
import rhizome.agent.life.Input.*;
import rhizome.agent.life.Output.*;
import rhizome.blueprints.model.Restart;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.house.Property;
import rhizome.kernel.Machine.Step;
import rhizome.kernel.Seed;

/** What holds of any state, however it was come to; the walk asks what holds on the way. */
class LifeLawsTest {

  /** After every moment that {@link States} makes up. */
  private static final Instant NOW = Instant.ofEpochSecond(5_000_000_000L);

  private static final Identity PROCESS = new Identity(42, 1000, "boot");
  private static final Exit KILLED = new Exit.Signal(9);

  private final Life life = new Life(WEB, new Seed(1));

  /** One letter for each input of {@link #INPUTS}: y it can happen, - it cannot. */
  @ParameterizedTest
  @CsvSource({
    "Absent,    yy---yyy-y",
    "Starting,  --yy-yyyyy",
    "Running,   yy--yyyyyy",
    "Ending,    yy--yyyyyy",
    "Waiting,   yy---yyyyy",
    "Exhausted, yy---yyyyy",
    "Fenced,    yy---yyyyy",
  })
  void whatCanHappenIsAnsweredAndWhatCannotIsNamed(String kind, String possible) {
    Property.forAll(
        50,
        random -> {
          State state = any(random, kind);
          for (int i = 0; i < INPUTS.size(); i++) {
            Input input = INPUTS.get(i).apply(state);
            if (possible.charAt(i) == 'y') {
              assertThat(life.step(state, input).state()).isNotNull();
            } else {
              assertThatThrownBy(() -> life.step(state, input))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining(input.toString())
                  .hasMessageContaining(state.toString());
            }
          }
        });
  }

  private static final List<Function<State, Input>> INPUTS =
      List.of(
          state -> new Assign(assignment(epoch(state)), NOW),
          state -> new Stop(epoch(state), NOW),
          _ -> new Spawned(PROCESS, Map.of(), NOW),
          _ -> new NotSpawned("no program", NOW),
          _ -> new Left(KILLED, true, NOW),
          _ -> new Swept(NOW),
          _ -> new Answered(1, Optional.empty(), NOW),
          _ -> new Tick(NOW),
          _ -> new Reopened(Optional.empty(), NOW),
          _ -> new Fence(NOW));

  @Test
  void theSameStateAndInputGiveTheSameAnswerInAnyProcess() {
    Property.forAll(
        random -> {
          State state = States.any(random);
          Life twin = new Life(WEB, new Seed(1));
          for (Function<State, Input> input : INPUTS) {
            assertThat(outcome(twin, state, input.apply(state)))
                .isEqualTo(outcome(life, state, input.apply(state)));
          }
        });
  }

  @Test
  void anEpochThatIsOverChangesNothing() {
    Property.forAll(
        random -> {
          State state = unlessStarting(random);
          long stale = random.nextLong(0, epoch(state));
          if (stale > 0) {
            assertThat(life.step(state, new Assign(assignment(stale), NOW)))
                .isEqualTo(new Step<>(state, List.of()));
          }
          assertThat(life.step(state, new Stop(stale, NOW)))
              .isEqualTo(
                  new Step<>(
                      state, List.of(new Tell(new Report.Stopped(WEB, stale, 0, NOW, unseen())))));
        });
  }

  @Test
  void whatIsHeldAlreadyIsNotStartedAgain() {
    Property.forAll(
        random -> {
          State state = unlessStarting(random);
          if (!waitsForAnAssignment(state)) {
            assertThat(life.step(state, new Assign(assignment(epoch(state)), NOW)))
                .isEqualTo(new Step<>(state, List.of()));
          }
        });
  }

  @Test
  void whatWasFencedBeginsWhenItIsAssignedAgainAndNoOtherWay() {
    Property.forAll(
        random -> {
          State.Fenced fenced = (State.Fenced) any(random, "Fenced");
          for (Function<State, Input> input : INPUTS) {
            boolean assigns = input.apply(fenced) instanceof Assign;
            assertThat(indexOfSpawn(outcome(life, fenced, input.apply(fenced)).outputs()) >= 0)
                .isEqualTo(assigns);
          }
        });
  }

  @Test
  void theEndOfALeaseKillsAtOnceAndGrantsNothing() {
    Property.forAll(
        random -> {
          State state = States.any(random);
          List<Output> outputs = new ArrayList<>();
          State after = take(state, new Fence(NOW), outputs);
          assertThat(outputs).noneMatch(o -> o instanceof Spawn || o instanceof Terminate);
          switch (after) {
            case State.Ending ending -> {
              assertThat(ending.killAt()).isEmpty();
              assertThat(outputs.getFirst())
                  .isInstanceOf(ending.exit().isPresent() ? Sweep.class : Kill.class);
              assertThat(ending.goal()).isNotInstanceOf(State.Goal.Restart.class);
            }
            case State.Fenced _, State.Exhausted _ -> assertThat(after.wakeAt()).isEmpty();
            case State.Absent _, State.Starting _, State.Running _, State.Waiting _ ->
                throw new AssertionError(state + " is not fenced by becoming " + after);
          }
          assertThat(after.newestEpoch()).isLessThanOrEqualTo(state.newestEpoch());
        });
  }

  private static boolean waitsForAnAssignment(State state) {
    return state instanceof State.Fenced
        || (state instanceof State.Ending ending && ending.goal() instanceof State.Goal.Wait);
  }

  @Test
  void aStopEndsWithinThreeInputsInOneAnswerAndStartsNothing() {
    Property.forAll(
        random -> {
          State state = unlessStarting(random);
          long epoch = Math.max(epoch(state), epoch(state) + random.nextInt(3));
          List<Output> outputs = new ArrayList<>();
          State now = take(state, new Stop(epoch, NOW), outputs);
          if (now instanceof State.Ending ending && ending.exit().isEmpty()) {
            now = take(now, new Tick(NOW.plus(Duration.ofDays(99))), outputs);
            now = take(now, new Left(KILLED, random.nextBoolean(), NOW), outputs);
          }
          now = take(now, new Swept(NOW), outputs);
          assertThat(now).isInstanceOf(State.Absent.class);
          assertThat(((State.Absent) now).floor()).isGreaterThanOrEqualTo(epoch);
          assertThat(outputs).noneMatch(output -> output instanceof Spawn);
          assertThat(outputs).filteredOn(output -> output instanceof Forget).hasSize(1);
          assertThat(outputs).filteredOn(output -> output instanceof Tell).hasSize(1);
          assertThat(((Tell) outputs.getLast()).report()).isInstanceOf(Report.Stopped.class);
        });
  }

  @Test
  void nobodyIsReportedStoppedInTheBreathInWhichItIsAsked() {
    Property.forAll(
        random -> {
          State state = unlessStarting(random);
          Step<State, Output> step = life.step(state, new Stop(epoch(state), NOW));
          assertThat(step.outputs()).noneMatch(output -> output instanceof Tell);
          assertThat(step.state()).isInstanceOf(State.Ending.class);
        });
  }

  @Test
  void anAlarmBeforeItsTimeChangesNothing() {
    Property.forAll(
        random -> {
          State state = States.any(random);
          Instant at = state.wakeAt().map(wake -> wake.minusNanos(1)).orElse(NOW);
          assertThat(life.step(state, new Tick(at))).isEqualTo(new Step<>(state, List.of()));
        });
  }

  @Test
  void anAlarmThatRangIsNotSetToTheSameTimeAgain() {
    Property.forAll(
        random -> {
          State state = States.any(random);
          Optional<Instant> wake = state.wakeAt();
          if (wake.isPresent()) {
            State after = life.step(state, new Tick(wake.get())).state();
            assertThat(after.wakeAt()).as("the loop would spin").isNotEqualTo(wake);
          }
        });
  }

  @Test
  void anAnswerToAnOlderQuestionIsIgnored() {
    Property.forAll(
        random -> {
          State.Running running = (State.Running) any(random, "Running");
          State asking = life.step(alert(running), new Tick(NOW)).state();
          int asked = asking instanceof State.Running r ? r.pulse().asked() : 0;
          Answered late = new Answered(asked - random.nextInt(1, 5), Optional.of("no"), NOW);
          assertThat(life.step(asking, late)).isEqualTo(new Step<>(asking, List.of()));
        });
  }

  @Test
  void afterASpawnNothingIsDoneButTold() {
    Property.forAll(
        random -> {
          State state = States.any(random);
          for (Function<State, Input> input : INPUTS) {
            List<Output> outputs = outcome(life, state, input.apply(state)).outputs();
            int spawn = indexOfSpawn(outputs);
            if (spawn >= 0) {
              assertThat(outputs.subList(spawn + 1, outputs.size()))
                  .as("its outcome is the very next input")
                  .allMatch(output -> output instanceof Tell);
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("reopenings")
  void anAgentThatComesBackNeverStartsASecondOneBesideWhatItFound(
      String kind, Optional<Found> found, List<String> first) {
    Property.forAll(
        50,
        random -> {
          State state = any(random, kind);
          List<Output> outputs = life.step(state, new Reopened(found, NOW)).outputs();
          assertThat(outputs.getFirst().getClass().getSimpleName()).isIn(first);
          if (found.isPresent()) {
            assertThat(outputs).contains(new Adopt(PROCESS)).noneMatch(o -> o instanceof Spawn);
          } else {
            assertThat(outputs)
                .noneMatch(o -> o instanceof Adopt || o instanceof Kill || o instanceof Terminate);
          }
        });
  }

  static Stream<Arguments> reopenings() {
    Optional<Found> found = Optional.of(new Found(7, PROCESS, Map.of()));
    return Stream.of(
        arguments("Starting", found, List.of("Adopt")),
        arguments("Starting", Optional.empty(), List.of("Spawn")),
        arguments("Running", found, List.of("Adopt")),
        arguments("Running", Optional.empty(), List.of("Spawn", "Save")),
        arguments("Ending", found, List.of("Adopt")),
        arguments("Ending", Optional.empty(), List.of("Spawn", "Save", "Forget")),
        arguments("Waiting", found, List.of("Adopt")),
        arguments("Waiting", Optional.empty(), List.of("Tell")),
        arguments("Exhausted", Optional.empty(), List.of("Tell")));
  }

  @Test
  void inNoWindowAreThereMoreRestartsThanThePolicyAllows() {
    Property.forAll(
        random -> {
          Restart policy = policy(random);
          List<Report.Restarting> restarts = crashes(random, policy);
          for (int i = policy.attempts(); i < restarts.size(); i++) {
            Instant first = restarts.get(i - policy.attempts()).retryAt();
            assertThat(restarts.get(i).retryAt())
                .as("restart %d after %s", i, first)
                .isAfterOrEqualTo(first.plus(policy.window()));
          }
        });
  }

  @Test
  void eachPauseIsTheBackOffDoubledUpToItsLimitLessAFifthAtMost() {
    Property.forAll(
        random -> {
          Restart policy = policy(random);
          List<Report.Restarting> restarts = crashes(random, policy);
          for (int i = 0; i < restarts.size(); i++) {
            long pause = pause(restarts.get(i)).toNanos();
            double full =
                Math.min(
                    policy.backoff().toNanos() * Math.pow(2, i - 1),
                    (double) policy.backoffMax().toNanos());
            if (i == 0) {
              assertThat(pause).as("the first restart comes at once").isZero();
            } else {
              assertThat((double) pause).isBetween(full * 0.8 - 1, full);
            }
          }
        });
  }

  @Test
  void whoWasReadyLongEnoughBeginsWithACleanSheet() {
    Property.forAll(
        random -> {
          Restart policy = policy(random);
          State.Running before = running(policy);
          Instant ready = NOW.minus(policy.healthyAfter());
          State.Running healthy =
              new State.Running(before.job(), PROCESS, ready, Optional.of(ready), before.pulse());
          List<Output> outputs = life.step(spent(healthy), new Left(KILLED, true, NOW)).outputs();
          assertThat(outputs.getFirst()).isInstanceOf(Spawn.class);
          assertThat(((Spawn) outputs.getFirst()).job().restarts().recent()).hasSize(1);
        });
  }

  /** Its restarts used up, all of them just now. */
  private static State.Running spent(State.Running running) {
    int attempts = running.job().spec().restart().attempts();
    Job job =
        running
            .job()
            .remembering(
                new rhizome.grid.healing.Restarts(
                    Stream.generate(() -> NOW).limit(attempts).toList(), attempts));
    return new State.Running(
        job, running.identity(), running.since(), running.readyAt(), running.pulse());
  }

  /** Crashes until it is given up or a hundred times, at random moments, never ready between. */
  private List<Report.Restarting> crashes(RandomGenerator random, Restart policy) {
    List<Report.Restarting> restarts = new ArrayList<>();
    State state = running(policy);
    Instant now = NOW;
    for (int i = 0; i < 100 && !(state instanceof State.Exhausted); i++) {
      now = now.plusMillis(random.nextInt(1 << random.nextInt(16)));
      List<Output> outputs = new ArrayList<>();
      state = take(state, new Left(KILLED, true, now), outputs);
      if (state instanceof State.Waiting waiting) {
        now = waiting.retryAt();
        state = take(state, new Tick(now), outputs);
      }
      if (state instanceof State.Starting) {
        state = take(state, new Spawned(PROCESS, Map.of(), now), outputs);
      }
      outputs.forEach(
          output -> {
            if (output instanceof Tell(Report.Restarting restarting)) {
              restarts.add(restarting);
            }
          });
    }
    return restarts;
  }

  private static Restart policy(RandomGenerator random) {
    Duration backoff = Duration.ofMillis(random.nextInt(1, 2000));
    return new Restart(
        random.nextInt(1, 12),
        Duration.ofMillis(random.nextInt(1, 120_000)),
        backoff,
        backoff.multipliedBy(random.nextInt(1, 50)),
        Duration.ofMillis(random.nextInt(1, 60_000)));
  }

  private State.Running running(Restart policy) {
    Assignment assignment = new Assignment(WEB, 1, Specs.sleeper().restart(policy).spec());
    State starting = new State.Starting(Job.first(assignment));
    return (State.Running) life.step(starting, new Spawned(PROCESS, Map.of(), NOW)).state();
  }

  /** About to put its next question. */
  private static State.Running alert(State.Running running) {
    Beat due = new Beat(Tally.NONE, 9, 0, Optional.of(NOW));
    Aspect first = Aspect.of(running.job().spec().health()).keySet().iterator().next();
    Pulse pulse = new Pulse(Pulse.Stage.STARTING, Map.of(first, due), 9);
    return new State.Running(
        running.job(), running.identity(), running.since(), running.readyAt(), pulse);
  }

  private State take(State state, Input input, List<Output> outputs) {
    Step<State, Output> step = life.step(state, input);
    outputs.addAll(step.outputs());
    return step.state();
  }

  /** Nothing done and said about what cannot happen. */
  private static Step<State, Output> outcome(Life life, State state, Input input) {
    try {
      return life.step(state, input);
    } catch (IllegalStateException _) {
      return new Step<>(state, List.of());
    }
  }

  private static State any(RandomGenerator random, String kind) {
    if (kind.equals("Absent")) {
      return new State.Absent(random.nextLong(1, 99));
    }
    State state = States.any(random);
    while (!state.getClass().getSimpleName().equals(kind)) {
      state = States.any(random);
    }
    return state;
  }

  private static State unlessStarting(RandomGenerator random) {
    State state = States.any(random);
    while (state instanceof State.Starting) {
      state = States.any(random);
    }
    return state;
  }

  private static int indexOfSpawn(List<Output> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i) instanceof Spawn) {
        return i;
      }
    }
    return -1;
  }

  private static long epoch(State state) {
    return state.held().map(Job::epoch).orElse(1L);
  }

  private static Assignment assignment(long epoch) {
    return new Assignment(WEB, epoch, Specs.sleeper().spec());
  }

  private static Duration pause(Report.Restarting restarting) {
    return Duration.between(restarting.at(), restarting.retryAt());
  }

  private static Exit unseen() {
    return new Exit.Unseen();
  }
}
