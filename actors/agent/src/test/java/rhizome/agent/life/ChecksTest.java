package rhizome.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.agent.Specs;
import rhizome.agent.life.Input.*;
import rhizome.agent.life.Output.*;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.Seed;

/** The three questions in the table: who is asked when, and what an answer leads to. */
class ChecksTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Identity PROCESS = new Identity(42, 1000, "boot");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Optional<String> YES = Optional.empty();
  private static final Optional<String> NO = Optional.of("refused");
  private static final Check STARTUP = check("startup", Threshold.row(3), Threshold.row(1));
  private static final Check READINESS = check("readiness", new Threshold(2, 3), Threshold.row(2));
  private static final Check LIVENESS = check("liveness", new Threshold(2, 3), Threshold.row(1));
  private static final Checks ALL =
      new Checks(Optional.of(STARTUP), Optional.of(READINESS), Optional.of(LIVENESS));

  private final Life life = new Life(WEB, new Seed(1));
  private final List<Ask> asked = new ArrayList<>();
  private final Map<Integer, String> open = new TreeMap<>();
  private State state = State.nothing();
  private Instant now = START;
  private List<Output> outputs = List.of();

  @Test
  void untilItHasStartedNothingElseIsAsked() {
    running(ALL);
    while (now.isBefore(START.plusSeconds(2))) {
      tick();
      answer("startup", NO);
    }
    assertThat(asked).extracting(ChecksTest::subject).containsOnly("startup");
    tick();
    answer("startup", YES);
    assertThat(outputs).containsExactly(new Save());
    tick();
    assertThat(subject(asked.getLast())).isEqualTo("readiness");
  }

  @Test
  void aSlowStartHasAllTheTimeItWasGivenHoweverQuicklyItIsAskedAtFirst() {
    running(ALL);
    while (state instanceof State.Running) {
      tick();
      if (state instanceof State.Running) {
        answer("startup", NO);
      }
    }
    assertThat(Duration.between(START, now))
        .isBetween(SECOND.multipliedBy(3), SECOND.multipliedBy(4));
    assertThat(outputs).extracting(ChecksTest::name).containsExactly("Kill", "Unready");
    assertThat(report(Report.Unready.class).reason()).isEqualTo("startup: refused");
  }

  @Test
  void whatLosesItsReadinessRunsOnAndIsReadyAgainAsTheSameProcess() {
    ready(ALL);
    until("readiness", NO);
    assertThat(outputs).as("one of the last three").isEmpty();
    until("readiness", NO);
    assertThat(outputs).extracting(ChecksTest::name).containsExactly("Save", "Unready");
    assertThat(report(Report.Unready.class).reason()).isEqualTo("readiness: refused");
    assertThat(process().readyAt()).isEmpty();
    assertThat(process().identity()).isEqualTo(PROCESS);
    until("readiness", YES);
    assertThat(outputs).as("two in a row are asked for").isEmpty();
    until("readiness", YES);
    assertThat(outputs).extracting(ChecksTest::name).containsExactly("Save", "Ready");
    assertThat(report(Report.Ready.class).incarnation()).isEqualTo(1);
    assertThat(process().readyAt()).contains(now);
  }

  @Test
  void whatWasNeverReadyIsNotToldUnready() {
    running(new Checks(Optional.empty(), Optional.of(READINESS), Optional.empty()));
    for (int i = 0; i < 10; i++) {
      until("readiness", NO);
      assertThat(outputs).extracting(ChecksTest::name).isSubsetOf("Hindered");
    }
    until("readiness", YES);
    until("readiness", YES);
    assertThat(outputs).extracting(ChecksTest::name).containsExactly("Save", "Ready");
  }

  /** However long it lasts, and however often it is asked, a report is due at each doubling. */
  @Test
  void whyItIsNotReadyYetIsToldOnceItIsNoStartAnyMoreAndThenEverMoreRarely() {
    running(new Checks(Optional.empty(), Optional.of(READINESS), Optional.empty()));
    List<Report.Hindered> told = new ArrayList<>();
    while (now.isBefore(START.plusSeconds(100))) {
      until("readiness", NO);
      hindered().ifPresent(told::add);
    }
    assertThat(told.getFirst().at()).isBetween(START.plusSeconds(2), START.plusSeconds(3));
    assertThat(told.getFirst().reason())
        .matches("readiness: refused, [0-9]+ times since 00:00:00Z");
    assertThat(told).hasSize(4);
    for (int i = 1; i < told.size(); i++) {
      assertThat(Duration.between(told.get(i - 1).at(), told.get(i).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }
    until("readiness", YES);
    until("readiness", YES);
    until("readiness", NO);
    assertThat(hindered()).as("it was ready once").isEmpty();
  }

  @Test
  void anotherAnswerIsNewsAndHowLongOneTookIsNone() {
    running(new Checks(Optional.empty(), Optional.of(READINESS), Optional.empty()));
    List<Report.Hindered> told = new ArrayList<>();
    while (now.isBefore(START.plusSeconds(30))) {
      String answer = now.isBefore(START.plusSeconds(5)) ? "refused" : "silent for %d ms";
      until("readiness", Optional.of(answer.formatted(asked.size())));
      hindered().ifPresent(told::add);
    }
    assertThat(told)
        .extracting(report -> report.reason().split(" [0-9]", 2)[0])
        .startsWith("readiness: refused,", "readiness: silent for")
        .hasSizeLessThanOrEqualTo(3);
    assertThat(Duration.between(told.get(0).at(), told.get(1).at()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
  }

  private Optional<Report.Hindered> hindered() {
    return outputs.stream().anyMatch(output -> name(output).equals("Hindered"))
        ? Optional.of(report(Report.Hindered.class))
        : Optional.empty();
  }

  /** kubernetes#27114 */
  @Test
  void whetherItLivesIsAskedOnlyFromWhenItWasReady() {
    running(ALL);
    until("startup", YES);
    until("readiness", NO);
    until("readiness", YES);
    assertThat(asked).extracting(ChecksTest::subject).doesNotContain("liveness");
    until("readiness", YES);
    until("liveness", NO);
    until("liveness", NO);
    assertThat(outputs).extracting(ChecksTest::name).containsExactly("Kill", "Unready");
    when(new Left(new Exit.Signal(9), true, now));
    assertThat(report(Report.Restarting.class).exit())
        .isEqualTo(new Exit.Unhealthy("liveness: refused"));
  }

  @Test
  void anUnreadyProcessIsAskedWhetherItLives() {
    ready(ALL);
    until("readiness", NO);
    until("readiness", NO);
    until("liveness", NO);
    until("liveness", NO);
    assertThat(state).isInstanceOf(State.Ending.class);
  }

  /** Seed defect: a monitor that hung ended the healing of its service for ever. */
  @Test
  void aProberThatNeverAnswersIsAFailureAndIsReplaced() {
    ready(ALL);
    until("liveness");
    int hung = asked.getLast().number();
    when(new Tick(process().pulse().of(Aspect.LIVENESS).due().orElseThrow()));
    assertThat(outputs).contains(new TakeBack(hung));
    State before = state;
    when(new Answered(hung, NO, now));
    assertThat(state).as("its answer comes late").isEqualTo(before);
    until("liveness");
    assertThat(asked.getLast().number()).as("asked anew").isGreaterThan(hung);
    when(new Tick(process().pulse().of(Aspect.LIVENESS).due().orElseThrow()));
    assertThat(state).as("the second of three").isInstanceOf(State.Ending.class);
  }

  /** Seed defect: a long action starved the monitor of the same service. */
  @Test
  void aQuestionThatTakesLongHoldsUpNoOther() {
    Check slow =
        new Check(
            new Probe.Command(List.of("liveness")),
            SECOND,
            Duration.ofMinutes(10),
            Threshold.row(1),
            Threshold.row(1));
    ready(new Checks(Optional.empty(), Optional.of(READINESS), Optional.of(slow)));
    until("liveness");
    int before = asked.size();
    for (int i = 0; i < 20; i++) {
      until("readiness", YES);
    }
    assertThat(asked.subList(before, asked.size()))
        .extracting(ChecksTest::subject)
        .containsOnly("readiness");
    until("readiness", NO);
    until("readiness", NO);
    assertThat(outputs).extracting(ChecksTest::name).contains("Unready");
  }

  /** Of every test here, and of one in which every other question is never answered. */
  @Test
  void eachCheckHasOneQuestionOpenAtMost() {
    Check readiness = check("readiness", Threshold.row(99), Threshold.row(2));
    Check liveness = check("liveness", Threshold.row(99), Threshold.row(1));
    ready(new Checks(Optional.empty(), Optional.of(readiness), Optional.of(liveness)));
    for (int i = 0; i < 200; i++) {
      tick();
      List.copyOf(open.keySet()).stream()
          .filter(number -> number % 4 > 1)
          .forEach(number -> when(new Answered(number, YES, now)));
    }
    assertThat(asked).hasSizeGreaterThan(100);
  }

  @Test
  void withoutAProbeOfItsOwnAProcessIsReadyOnceItHasStarted() {
    running(new Checks(Optional.of(STARTUP), Optional.empty(), Optional.of(LIVENESS)));
    until("startup", YES);
    Instant started = now;
    tick();
    assertThat(outputs).extracting(ChecksTest::name).contains("Save", "Ready");
    assertThat(Duration.between(started, now)).isLessThanOrEqualTo(Duration.ofMillis(100));
    until("liveness", YES);
    assertThat(state).isInstanceOf(State.Running.class);
  }

  @Test
  void theNextAgentGoesOnWhereTheProcessIs() {
    ready(ALL);
    Instant readyAt = process().readyAt().orElseThrow();
    asked.clear();
    when(new Reopened(Optional.of(new Found(1, PROCESS, Map.of())), now));
    until("readiness", YES);
    until("readiness", YES);
    assertThat(outputs).as("the last one may not have told").isNotEmpty();
    assertThat(process().readyAt()).contains(readyAt);
    until("liveness", YES);
    assertThat(asked).extracting(ChecksTest::subject).doesNotContain("startup");
  }

  @Test
  void whatBecameUnreadyWhileNobodyLookedIsToldByTheNextAgent() {
    ready(ALL);
    when(new Reopened(Optional.of(new Found(1, PROCESS, Map.of())), now));
    until("readiness", NO);
    until("readiness", NO);
    assertThat(outputs).extracting(ChecksTest::name).containsExactly("Save", "Unready");
  }

  @Test
  void anotherProcessThanTheOneWrittenDownStartsFromTheBeginning() {
    ready(ALL);
    asked.clear();
    when(new Reopened(Optional.of(new Found(2, new Identity(43, 1, "boot"), Map.of())), now));
    tick();
    assertThat(asked).extracting(ChecksTest::subject).containsExactly("startup");
  }

  @Test
  void aHealthySpellThatEndsUnreadyForgivesEarlierRestarts() {
    ready(ALL);
    when(new Left(new Exit.Signal(9), true, now));
    when(new Spawned(PROCESS, Map.of(), now));
    until("startup", YES);
    until("readiness", YES);
    until("readiness", YES);
    assertThat(process().job().restarts().recent()).hasSize(1);
    now = now.plus(Specs.QUICK.healthyAfter());
    until("readiness", NO);
    until("readiness", NO);
    assertThat(process().job().restarts().recent()).isEmpty();
  }

  private void ready(Checks checks) {
    running(checks);
    if (checks.startup().isPresent()) {
      until("startup", YES);
    }
    IntStream.range(0, READINESS.successes().count()).forEach(_ -> until("readiness", YES));
    assertThat(outputs).extracting(ChecksTest::name).containsExactly("Save", "Ready");
  }

  private void running(Checks checks) {
    Specs specs = Specs.sleeper().health(Health.of(checks));
    when(new Assign(new Assignment(WEB, 1, specs.spec()), now));
    when(new Spawned(PROCESS, Map.of(), now));
  }

  /** Lets time pass until this is asked; of what else is asked meanwhile all is well. */
  private void until(String name) {
    for (int i = 0; i < 100; i++) {
      int before = asked.size();
      tick();
      List<Ask> fresh = List.copyOf(asked.subList(before, asked.size()));
      fresh.stream()
          .filter(ask -> !subject(ask).equals(name))
          .filter(ask -> !ask.check().timeout().equals(Duration.ofMinutes(10)))
          .filter(ask -> !subject(ask).equals("readiness") || process().readyAt().isPresent())
          .forEach(ask -> when(new Answered(ask.number(), YES, now)));
      Optional<Ask> wanted = fresh.stream().filter(ask -> subject(ask).equals(name)).findFirst();
      if (wanted.isPresent()) {
        return;
      }
    }
    throw new AssertionError(name + " is never asked in " + state);
  }

  private void until(String name, Optional<String> complaint) {
    until(name);
    answer(name, complaint);
  }

  private void answer(String name, Optional<String> complaint) {
    Ask last =
        asked.reversed().stream()
            .filter(ask -> subject(ask).equals(name))
            .findFirst()
            .orElseThrow();
    when(new Answered(last.number(), complaint, now));
  }

  private void tick() {
    Instant at = state.wakeAt().orElseThrow();
    when(new Tick(at.isAfter(now) ? at : now));
  }

  private void when(Input input) {
    now = input.at();
    var step = life.step(state, input);
    state = step.state();
    outputs = step.outputs();
    if (input instanceof Answered(int number, _, _)) {
      open.remove(number);
    }
    outputs.forEach(this::follow);
  }

  private void follow(Output output) {
    if (output instanceof TakeBack(int number)) {
      assertThat(open.remove(number)).isNotNull();
    }
    if (output instanceof Kill || output instanceof Spawn || output instanceof Adopt) {
      open.clear();
    }
    if (output instanceof Ask ask) {
      assertThat(open.values()).doesNotContain(subject(ask));
      open.put(ask.number(), subject(ask));
      asked.add(ask);
    }
  }

  private State.Running process() {
    return (State.Running) state;
  }

  private <R extends Report> R report(Class<R> kind) {
    return outputs.stream()
        .filter(Tell.class::isInstance)
        .map(output -> ((Tell) output).report())
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Check check(String name, Threshold failures, Threshold successes) {
    Probe probe = new Probe.Command(List.of(name));
    return new Check(probe, SECOND, Duration.ofMillis(400), failures, successes);
  }

  private static String subject(Ask ask) {
    return ((Probe.Command) ask.check().probe()).command().getFirst();
  }

  private static String name(Output output) {
    return output instanceof Tell(Report report)
        ? report.getClass().getSimpleName()
        : output.getClass().getSimpleName();
  }
}
