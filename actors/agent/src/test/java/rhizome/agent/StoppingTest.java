package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.agent.Stage.WEB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Restart;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

class StoppingTest {

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
  void aProgramMayEndByItselfWithinItsGrace() throws Exception {
    Path said = root.resolve("said");
    stage.assign(
        WEB,
        1,
        Specs.shell(
            "trap 'echo bye > "
                + said
                + "; exit 5' TERM; echo up > "
                + said
                + "; while :; do"
                + " sleep 0.01; done"));
    Stage.awaitText(said);
    stage.agent().stop(WEB, 1);
    Report.Stopped stopped = stage.await(Report.Stopped.class);
    assertThat(stopped.exit()).isEqualTo(new Exit.Code(5));
    assertThat(said).content().isEqualTo("bye\n");
    assertThat(stage.agent().inventory()).isEmpty();
    assertThat(root.resolve("shop/web.0/handle.0")).doesNotExist();
    assertThat(root.resolve("shop/web.0/handle.1")).doesNotExist();
  }

  @Test
  void aProgramThatIgnoresTheRequestIsKilledAfterItsGrace() throws Exception {
    Path up = root.resolve("up");
    stage.assign(
        WEB,
        1,
        Specs.shell("trap '' TERM; echo up > " + up + "; while :; do sleep 0.01; done")
            .grace(Duration.ofMillis(300)));
    Stage.awaitText(up);
    long start = System.nanoTime();
    stage.agent().stop(WEB, 1);
    assertThat(stage.await(Report.Stopped.class).exit()).isEqualTo(new Exit.Signal(9));
    assertThat(System.nanoTime() - start)
        .isBetween(Duration.ofMillis(300).toNanos(), Duration.ofSeconds(10).toNanos());
  }

  @Test
  void nobodyOfItIsLeftWhenItIsReportedStopped() throws Exception {
    Path pids = root.resolve("pids");
    String child = "sh -c 'trap \"\" TERM; echo $$ >> " + pids + "; while :; do sleep 0.01; done'";
    stage.assign(
        WEB, 1, Specs.shell(child + " & " + child + " & wait").grace(Duration.ofMillis(200)));
    Stage.await("both children", () -> Stage.text(pids).lines().count() == 2);
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(Files.readAllLines(pids)).noneMatch(pid -> Stage.alive(Long.parseLong(pid)));
  }

  @Test
  void childrenHaveTheRestOfTheGraceToThemselves() throws Exception {
    Path said = root.resolve("said");
    String slow =
        "sh -c 'trap \"sleep 0.3; echo saved > "
            + said
            + "; exit\" TERM; echo up > "
            + said
            + "; while :; do sleep 0.01; done'";
    stage.assign(WEB, 1, Specs.shell(slow + " & wait"));
    Stage.awaitText(said);
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(said).content().isEqualTo("saved\n");
  }

  @Test
  void aStopIsToldOnceHoweverOftenItIsAskedWhileItLasts() throws Exception {
    stage.assign(WEB, 1, Specs.sleeper());
    stage.started(1);
    for (int i = 0; i < 5; i++) {
      stage.agent().stop(WEB, 1);
    }
    stage.await(Report.Stopped.class);
    stage.agent().stop(WorkloadId.parse("shop/other#0"), 1);
    stage.await(Report.Stopped.class, report -> report.workload().service().equals("other"));
    assertThat(stage.all(Report.Stopped.class))
        .filteredOn(report -> report.incarnation() > 0)
        .hasSize(1);
  }

  @Test
  void aStaleStopDoesNotStopANewerEpochAndAStaleAssignmentIsIgnored() throws Exception {
    stage.assign(WEB, 5, Specs.sleeper());
    Report.Started started = stage.started(1);
    stage.assign(WEB, 4, Specs.of("false"));
    stage.agent().stop(WEB, 4);
    Report.Stopped stopped = stage.await(Report.Stopped.class);
    assertThat(stopped.epoch()).isEqualTo(4);
    assertThat(stopped.incarnation()).isZero();
    assertThat(Stage.alive(started.pid())).isTrue();
    assertThat(stage.agent().inventory()).extracting(Held::epoch).containsExactly(5L);
    assertThat(stage.all(Report.Started.class)).hasSize(1);
  }

  @Test
  void aStopEndsAPauseBeforeARestart() throws Exception {
    Restart slow =
        new Restart(
            5, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
    stage.assign(WEB, 1, Specs.of("false").restart(slow));
    stage.await(Report.Restarting.class, report -> report.incarnation() == 2);
    assertThat(stage.agent().inventory())
        .extracting(Held::phase)
        .containsExactly(Held.Phase.WAITING);
    stage.agent().stop(WEB, 1);
    assertThat(stage.await(Report.Stopped.class).exit()).isEqualTo(new Exit.Code(1));
    assertThat(stage.agent().inventory()).isEmpty();
  }

  @Test
  void aHigherEpochRunsOnlyAfterTheLowerOneIsGone() throws Exception {
    Path trace = root.resolve("trace");
    Specs tracing =
        Specs.shell(
            "echo start $RHIZOME_EPOCH >> "
                + trace
                + "; trap 'sleep 0.2; echo end $RHIZOME_EPOCH >> "
                + trace
                + "; exit' TERM; while :; do sleep 0.01; done");
    stage.assign(WEB, 1, tracing);
    Stage.awaitText(trace);
    stage.assign(WEB, 2, tracing);
    stage.await(Report.Started.class, report -> report.epoch() == 2);
    Stage.await("the second", () -> Stage.text(trace).endsWith("start 2"));
    assertThat(Files.readAllLines(trace)).containsExactly("start 1", "end 1", "start 2");
    assertThat(stage.await(Report.Stopped.class).epoch()).isEqualTo(1);
  }

  @Test
  void shuttingDownStopsAllAtTheSameTime() throws Exception {
    Specs slow = Specs.shell("trap 'sleep 0.5; exit' TERM; echo up; while :; do sleep 0.01; done");
    for (int slot = 0; slot < 8; slot++) {
      stage.assign(WorkloadId.parse("shop/web#" + slot), 1, slow);
    }
    Stage.await(
        "all to be up",
        () ->
            java.util.stream.IntStream.range(0, 8)
                .allMatch(
                    slot ->
                        Stage.text(root.resolve("shop/web." + slot + "/out.log")).equals("up")));
    List<Report.Started> started = stage.all(Report.Started.class);
    long start = System.nanoTime();
    stage.agent().shutdown();
    assertThat(System.nanoTime() - start)
        .as("one after the other would take four seconds")
        .isLessThan(Duration.ofMillis(3500).toNanos());
    assertThat(started).noneMatch(report -> Stage.alive(report.pid()));
    assertThat(stage.all(Report.Stopped.class)).hasSize(8);
    stage.leave();
  }

  @Test
  void aClosedAgentDoesNothingMore() throws Exception {
    Agent agent = stage.agent();
    agent.close();
    agent.close();
    agent.assign(new rhizome.grid.node.Assignment(WEB, 1, Specs.sleeper().spec()));
    agent.stop(WEB, 1);
    agent.shutdown();
    assertThat(agent.inventory()).isEmpty();
    stage.leave();
    assertThat(stage.reports()).isEmpty();
  }

  @Test
  void aSecondAgentOnTheSameFolderIsRefusedAndToldWhy() throws Exception {
    stage.agent();
    assertThatThrownBy(() -> Agent.open(stage.settings(), _ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContaining("in use by another agent")
        .hasMessageContaining("name another folder");
    stage.leave();
    stage.agent();
  }
}
