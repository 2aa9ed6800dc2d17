package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Probe;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

/** Processes that left the session of their workload, as daemons do, still belong to it. */
class DaemonTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Path pids = Path.of("/");
  private Stage stage = new Stage(pids);

  @BeforeEach
  void open() {
    pids = folder.resolve("pids");
    stage = new Stage(folder.resolve("agent"));
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
    assertThat(daemons()).as("outlived the agent's shutdown").noneMatch(Stage::alive);
  }

  @Test
  void aDaemonIsGoneWhenItsWorkloadIsReportedStopped() throws Exception {
    stage.assign(WEB, 1, Specs.shell(sleeping() + " & wait"));
    long daemon = daemon(1);
    assertThat(session(daemon)).as("it left the session").isNotEqualTo(stage.started(1).pid());
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(Stage.alive(daemon)).isFalse();
  }

  @Test
  void anOrphanOfAnOrphanIsStillKnownByItsTags() throws Exception {
    String twice = "setsid sh -c '" + sleeping().replace("'", "\"") + " & exit 0' & wait";
    stage.assign(WEB, 1, Specs.shell(twice + "; exec sleep 1000000"));
    long daemon = daemon(1);
    Stage.await("its parent's end", () -> parent(daemon) != stage.started(1).pid());
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(Stage.alive(daemon)).isFalse();
  }

  @Test
  void aDaemonIsAskedToEndAndHasTheRestOfTheGrace() throws Exception {
    Path said = folder.resolve("said");
    String saving = "trap 'sleep 0.2; echo saved > " + said + "; exit' TERM;";
    stage.assign(WEB, 1, Specs.shell(daemon(saving) + " & wait").grace(LONG));
    daemon(1);
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(said).content().isEqualTo("saved\n");
  }

  @Test
  void aJobInAGroupOfItsOwnIsAskedToEndToo() throws Exception {
    Path said = folder.resolve("said");
    String saving = "trap 'echo saved > " + said + "; exit' TERM; echo \\$\\$ >> " + pids;
    String job = "bash -c \"" + saving + "; while :; do sleep 0.01; done\"";
    stage.assign(WEB, 1, Specs.of("bash", "-c", "set -m; " + job + " & wait").grace(LONG));
    daemon(1);
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(said).content().isEqualTo("saved\n");
  }

  @Test
  void aDaemonThatIgnoresTheRequestIsKilledAfterTheGrace() throws Exception {
    Duration grace = Duration.ofMillis(300);
    stage.assign(WEB, 1, Specs.shell(daemon("trap '' TERM;") + " & wait").grace(grace));
    long daemon = daemon(1);
    long start = System.nanoTime();
    stage.agent().stop(WEB, 1);
    Report.Stopped stopped = stage.await(Report.Stopped.class);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(grace.toNanos());
    assertThat(stopped.exit()).as("of the workload's own process").isEqualTo(new Exit.Signal(15));
    assertThat(Stage.alive(daemon)).isFalse();
  }

  @Test
  void aDaemonOfAProcessThatDiedGoesAndThatOfItsReplacementStays() throws Exception {
    stage.assign(WEB, 1, Specs.shell(sleeping() + " & exec sleep 1000000"));
    for (int incarnation = 1; incarnation <= 2; incarnation++) {
      long daemon = daemon(incarnation);
      Stage.kill(stage.started(incarnation).pid());
      stage.started(incarnation + 1);
      long next = daemon(incarnation + 1);
      Stage.awaitGone(daemon);
      assertThat(Stage.alive(next)).isTrue();
    }
  }

  @Test
  void aProgramThatEndsLeavingADaemonBehindFillsTheMachineWithNone() throws Exception {
    stage.assign(WEB, 1, endsOnceItsDaemonIsUp());
    stage.await(Report.Exhausted.class);
    Stage.await("the end of all", () -> daemons().stream().noneMatch(Stage::alive));
  }

  @Test
  void whatIsToldStoppedWithoutAProcessHasNoDaemonEither() throws Exception {
    stage.assign(WEB, 1, endsOnceItsDaemonIsUp().attempts(0));
    stage.await(Report.Exhausted.class);
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(daemons()).hasSize(1).noneMatch(Stage::alive);
  }

  @Test
  void aHigherEpochBeginsOnlyAfterTheDaemonsOfTheLowerOneAreGone() throws Exception {
    Path trace = folder.resolve("trace");
    Specs higher =
        Specs.shell(
            "grep ^State: /proc/$(cat " + pids + ")/status | grep -v Z > " + trace + "; sleep 100");
    stage.assign(WEB, 1, endsOnceItsDaemonIsUp().attempts(0));
    stage.await(Report.Exhausted.class);
    stage.assign(WEB, 2, higher);
    stage.await(Report.Ready.class, ready -> ready.epoch() == 2);
    Stage.await("a look of the higher one", () -> Files.exists(trace));
    assertThat(daemons()).noneMatch(Stage::alive);
    assertThat(trace).as("daemons it found").isEmptyFile();
  }

  @Test
  void nobodysDaemonButItsOwnIsTouched() throws Exception {
    WorkloadId other = WorkloadId.parse("shop/web#1");
    try (Stage neighbour = new Stage(folder.resolve("neighbour"))) {
      neighbour.assign(WEB, 1, Specs.shell(sleeping() + " & wait"));
      long neighbours = daemon(1);
      stage.assign(other, 1, Specs.shell(sleeping() + " & wait"));
      long others = daemon(2);
      stage.assign(WEB, 1, Specs.shell(sleeping() + " & wait"));
      long own = daemon(3);
      stage.agent().stop(WEB, 1);
      stage.await(Report.Stopped.class);
      assertThat(Stage.alive(own)).isFalse();
      assertThat(Stage.alive(others)).as("of another workload").isTrue();
      assertThat(Stage.alive(neighbours)).as("of another agent").isTrue();
    }
  }

  @Test
  void aDaemonOutlivesTheAgentWithItsWorkloadAndNotItsWorkload() throws Exception {
    stage.assign(WEB, 1, Specs.shell(sleeping() + " & wait"));
    long daemon = daemon(1);
    stage.leave();
    stage.agent();
    stage.await(Report.Adopted.class);
    assertThat(Stage.alive(daemon)).as("the next agent finds both").isTrue();
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(Stage.alive(daemon)).isFalse();
  }

  @Test
  void aDaemonThatAProbeStartedIsOfTheWorkloadItAsked() throws Exception {
    Probe probe = new Probe.Command(List.of("/bin/sh", "-c", sleeping() + " & exit 0"));
    stage.assign(WEB, 1, Specs.sleeper().probe(probe, LONG, LONG));
    stage.await(Report.Ready.class);
    daemon(1);
    stage.agent().stop(WEB, 1);
    stage.await(Report.Stopped.class);
    assertThat(daemons()).isNotEmpty().noneMatch(Stage::alive);
  }

  /** Attempts used up or not, it has a daemon by the time it ends. */
  private Specs endsOnceItsDaemonIsUp() {
    return Specs.shell(sleeping() + " & while [ ! -s " + pids + " ]; do :; done");
  }

  /** A daemon that does nothing, by the shell. */
  private String sleeping() {
    return daemon("");
  }

  /** Says its pid after {@code before}, so that who reads the pid knows that was done. */
  private String daemon(String before) {
    String quoted = before.replace("'", "'\\''");
    return "setsid sh -c '" + quoted + " echo $$ >> " + pids + "; while :; do sleep 0.02; done'";
  }

  private long daemon(int number) {
    Stage.await("daemon " + number, () -> daemons().size() >= number);
    return daemons().get(number - 1);
  }

  private List<Long> daemons() {
    return Stage.text(pids).lines().map(Long::valueOf).toList();
  }

  private static long parent(long pid) {
    return ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid).orElse(0L);
  }

  private static long session(long pid) {
    String stat = Stage.text(Path.of("/proc", Long.toString(pid), "stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
  }
}
