package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;

/** The three questions put to real processes. */
class ChecksProcessTest {

  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Optional<Check> NOT_ASKED = Optional.empty();

  @TempDir Path root;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(root);
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void whatLosesItsReadinessIsReadyAgainWithoutANewProcess() throws Exception {
    Path well = Files.createFile(root.resolve("well"));
    Check readiness = check(new Probe.Command(List.of("test", "-e", well.toString())), LONG, 2, 3);
    assign(Specs.sleeper(), new Checks(NOT_ASKED, Optional.of(readiness), NOT_ASKED));
    Report.Started first = stage.started(1);
    stage.await(Report.Ready.class);
    Files.delete(well);
    assertThat(stage.await(Report.Unready.class).reason())
        .isEqualTo("readiness: the probe's command ended with exit code 1");
    assertThat(stage.agent().inventory())
        .extracting(Held::phase)
        .containsExactly(Held.Phase.UNREADY);
    Files.createFile(well);
    Stage.await("a second time of readiness", () -> stage.all(Report.Ready.class).size() == 2);
    assertThat(stage.all(Report.Ready.class)).allMatch(ready -> ready.incarnation() == 1);
    assertThat(stage.all(Report.Restarting.class)).isEmpty();
    assertThat(Stage.alive(first.pid())).isTrue();
  }

  /** The silence is that of the log, so that no agent has to live for all of it. */
  @Test
  void whatFallsSilentIsRestartedAlsoByTheNextAgent() throws Exception {
    Path speak = Files.createFile(root.resolve("speak"));
    String script = "while true; do test -e " + speak + " && echo still here; sleep 0.05; done";
    Check liveness = check(new Probe.Log(Duration.ofMillis(1500)), LONG, 2, 3);
    assign(Specs.shell(script), new Checks(NOT_ASKED, NOT_ASKED, Optional.of(liveness)));
    stage.await(Report.Ready.class);
    Stage.awaitText(stage.agent().logFile(WEB));
    stage.leave();
    stage.agent();
    Report.Adopted adopted = stage.await(Report.Adopted.class);
    assertThat(adopted.incarnation()).isEqualTo(1);
    Files.delete(speak);
    Report.Unready dead = stage.await(Report.Unready.class);
    assertThat(dead.reason()).startsWith("liveness: wrote nothing to its log for ");
    assertThat(Duration.between(adopted.at(), dead.at())).isGreaterThan(Duration.ofMillis(1400));
    Files.createFile(speak);
    assertThat(stage.await(Report.Restarting.class).exit()).isInstanceOf(Exit.Unhealthy.class);
    stage.started(2);
    stage.await(Report.Ready.class, ready -> ready.incarnation() == 2);
    Stage.awaitGone(stage.started(1).pid());
  }

  @Test
  void aSlowStartIsProtectedAndWhoNeverStartsIsRestarted() throws Exception {
    Path up = root.resolve("up");
    Probe probe = new Probe.Command(List.of("test", "-e", up.toString()));
    Check startup = check(probe, LONG, 40, 40);
    Check liveness = check(probe, LONG, 1, 1);
    assign(
        Specs.shell("sleep 1; touch " + up + "; exec sleep 1000000"),
        new Checks(Optional.of(startup), NOT_ASKED, Optional.of(liveness)));
    Report.Ready ready = stage.await(Report.Ready.class);
    assertThat(Duration.between(stage.started(1).at(), ready.at()))
        .isGreaterThan(Duration.ofMillis(950));
    assertThat(stage.all(Report.Unready.class)).as("it was let start").isEmpty();
    Files.delete(up);
    stage.await(Report.Unready.class, unready -> unready.reason().startsWith("liveness: "));
    stage.await(Report.Ready.class, again -> again.incarnation() == 2);
  }

  @Test
  void whatNeverListensIsToldWithTheLastAnswerOfItsProbe() throws Exception {
    Check readiness = check(new Probe.Tcp("http"), LONG, 1, 1);
    assign(
        Specs.sleeper().ports(new Port("http", Port.AUTO)),
        new Checks(NOT_ASKED, Optional.of(readiness), NOT_ASKED));
    assertThat(stage.await(Report.Hindered.class).reason())
        .matches("readiness: port [0-9]+: connection refused, [0-9]+ times since [0-9:]{8}Z");
    assertThat(stage.all(Report.Ready.class)).isEmpty();
    assertThat(stage.all(Report.Restarting.class)).isEmpty();
  }

  /** Seed defects: a monitor that hung ended all healing, and a long one starved the others. */
  @Test
  void aCommandThatHangsIsKilledAndAskedAnewAndHoldsUpNobody() throws Exception {
    Path asked = root.resolve("asked");
    Path well = Files.createFile(root.resolve("well"));
    Probe hangs =
        new Probe.Command(List.of("/bin/sh", "-c", "echo $$ >> " + asked + "; sleep 1000000"));
    Check liveness = check(hangs, Duration.ofMillis(900), 3, 3);
    Check readiness = check(new Probe.Command(List.of("test", "-e", well.toString())), LONG, 1, 1);
    assign(Specs.sleeper(), new Checks(NOT_ASKED, Optional.of(readiness), Optional.of(liveness)));
    stage.await(Report.Ready.class);
    Stage.awaitText(asked);
    Files.delete(well);
    stage.await(Report.Unready.class, unready -> unready.reason().startsWith("readiness: "));
    assertThat(Stage.text(asked).lines().count()).as("the first still hangs").isOne();
    assertThat(stage.await(Report.Restarting.class).exit())
        .isEqualTo(new Exit.Unhealthy("liveness: no answer within 900 ms"));
    List<String> probers = Stage.text(asked).lines().toList();
    assertThat(probers).as("each replaced by a new one").hasSizeGreaterThanOrEqualTo(3);
    probers.stream().limit(3).map(Long::valueOf).forEach(Stage::awaitGone);
  }

  private void assign(Specs specs, Checks checks) throws Exception {
    stage.assign(WEB, 1, specs.health(Health.of(checks)));
  }

  private static Check check(Probe probe, Duration timeout, int failures, int of) {
    return new Check(probe, OFTEN, timeout, new Threshold(failures, of), Threshold.row(1));
  }
}
