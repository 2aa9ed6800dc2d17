package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.process.FileHead;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

class HealingTest {

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
  void aKilledProcessIsReplacedAtOnceAndReportedAfterwards() throws Exception {
    stage.assign(WEB, 1, Specs.sleeper());
    Report.Started first = stage.started(1);
    Stage.kill(first.pid());
    Report.Started second = stage.started(2);

    Report.Restarting restarting = stage.await(Report.Restarting.class);
    assertThat(restarting.exit()).isEqualTo(new Exit.Signal(9));
    assertThat(restarting.incarnation()).isEqualTo(1);
    assertThat(restarting.retryAt()).isEqualTo(restarting.at());
    assertThat(stage.reports().indexOf(restarting)).isLessThan(stage.reports().indexOf(second));
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(Stage.alive(second.pid())).isTrue();
  }

  @Test
  void everyKillOfManyIsHealed() throws Exception {
    Restart patient =
        new Restart(
            1000, Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
    for (int slot = 0; slot < 10; slot++) {
      stage.assign(WorkloadId.parse("shop/web#" + slot), 1, Specs.sleeper().restart(patient));
    }
    for (int incarnation = 1; incarnation <= 10; incarnation++) {
      int now = incarnation;
      for (int slot = 0; slot < 10; slot++) {
        WorkloadId workload = WorkloadId.parse("shop/web#" + slot);
        Stage.kill(
            stage
                .await(
                    Report.Started.class,
                    report -> report.workload().equals(workload) && report.incarnation() == now)
                .pid());
      }
    }
    Stage.await(
        "all to be replaced",
        () ->
            stage.all(Report.Started.class).size() == 110
                && held().allMatch(held -> held.incarnation() == 11));
    assertThat(held()).allMatch(held -> Stage.alive(held.pid()));
  }

  @Test
  void aProgramThatEndsAtOnceForEverIsGivenUpAfterExactlyItsAttempts() throws Exception {
    Path count = root.resolve("count");
    stage.assign(WEB, 1, Specs.shell("echo x >> " + count + "; exit 3").attempts(4));
    Report.Exhausted end = stage.await(Report.Exhausted.class);
    assertThat(end.exit()).isEqualTo(new Exit.Code(3));
    assertThat(end.incarnation()).isEqualTo(5);
    assertThat(Files.readAllLines(count)).hasSize(5);
    assertThat(stage.all(Report.Restarting.class)).hasSize(4);
    assertThat(stage.agent().inventory())
        .containsExactly(new Held(WEB, 1, 5, 0, Held.Phase.EXHAUSTED));
  }

  @Test
  void aJobIsRunUntilItEndsWellAndStaysSoUnderTheNextAgent() throws Exception {
    Path count = root.resolve("count");
    String script = "echo x >> " + count + "; test $(wc -l < " + count + ") = 3";
    Spec job = Specs.shell(script).spec().with(Job.UNLIMITED);
    stage.agent().assign(new Assignment(WEB, 1, job));
    Report.Completed done = stage.await(Report.Completed.class);
    assertThat(done.incarnation()).isEqualTo(3);
    Held held = new Held(WEB, 1, 3, 0, Held.Phase.COMPLETED);
    assertThat(stage.agent().inventory()).containsExactly(held);

    stage.leave();
    assertThat(stage.agent().inventory()).containsExactly(held);
    Stage.await("to be told again", () -> stage.all(Report.Completed.class).size() == 2);
    assertThat(Files.readAllLines(count)).hasSize(3);
  }

  @Test
  void eachFurtherRestartWaitsLonger() throws Exception {
    stage.assign(WEB, 1, Specs.of("false").attempts(4));
    stage.await(Report.Exhausted.class);
    List<Long> waits =
        stage.all(Report.Restarting.class).stream()
            .map(report -> Duration.between(report.at(), report.retryAt()).toMillis())
            .toList();
    assertThat(waits.get(0)).isZero();
    assertThat(waits.get(1)).isBetween(16L, 20L);
    assertThat(waits.get(2)).isBetween(32L, 40L);
    assertThat(waits.get(3)).isBetween(64L, 80L);
    List<Report.Started> starts = stage.all(Report.Started.class);
    for (int i = 0; i < waits.size(); i++) {
      assertThat(starts.get(i + 1).at())
          .as("not before its time")
          .isAfterOrEqualTo(stage.all(Report.Restarting.class).get(i).retryAt());
    }
  }

  @Test
  void aProgramThatDoesNotExistIsNamedTogetherWithWhereItWasSought() throws Exception {
    stage.assign(WEB, 1, Specs.of("no-such-program").attempts(1));
    Exit exit = stage.await(Report.Exhausted.class).exit();
    assertThat(exit)
        .isInstanceOfSatisfying(
            Exit.NeverStarted.class,
            never ->
                assertThat(never.reason()).startsWith("no program 'no-such-program' in PATH (/"));
    assertThat(stage.all(Report.Started.class)).isEmpty();
  }

  @Test
  void childrenThatOutliveTheirProgramDieBeforeItsRestart() throws Exception {
    Path pids = root.resolve("pids");
    stage.assign(WEB, 1, Specs.shell("sleep 100 & echo $! >> " + pids + "; wait"));
    Report.Started first = stage.started(1);
    long child = Long.parseLong(Stage.awaitText(pids));
    Stage.kill(first.pid());
    stage.started(2);
    assertThat(Stage.alive(child)).isFalse();
  }

  @Test
  void anExitCodeIsToldAsItWas() throws Exception {
    Path go = root.resolve("go");
    stage.assign(
        WEB, 1, Specs.shell("while [ ! -e " + go + " ]; do sleep 0.01; done; exit 42").attempts(0));
    stage.started(1);
    Files.createFile(go);
    assertThat(stage.await(Report.Exhausted.class).exit()).isEqualTo(new Exit.Code(42));
  }

  @Test
  void aReportThatThrowsStopsNothing() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    try (Agent agent =
        Agent.open(
            new Stage(root.resolve("other")).settings(),
            report -> {
              if (report instanceof Report.Started started && started.incarnation() == 1) {
                Stage.kill(started.pid());
              } else if (report instanceof Report.Started) {
                second.countDown();
              }
              throw new IllegalStateException("on purpose");
            })) {
      agent.assign(new rhizome.grid.node.Assignment(WEB, 1, Specs.sleeper().spec()));
      assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
      agent.shutdown();
    }
  }

  @Test
  void aGigabyteOfOutputTakesLittleDiskAndNoGapIsInvented() throws Exception {
    Path done = root.resolve("done");
    Specs loud = Specs.shell("seq 1 117000000; echo x > " + done + "; exec sleep 1000000");
    stage.assign(WEB, 1, loud);
    long[] most = {0};
    Stage.await(
        "the end of the output",
        () -> {
          most[0] = Math.max(most[0], size(root.resolve("shop")));
          return Files.exists(done);
        });
    assertThat(most[0]).as("bytes on disk at the worst moment").isLessThan(600L << 20);
    Stage.await(
        "the log to be small again",
        () -> size(root.resolve("shop/web.0/out.log")) <= AgentLimits.DEFAULT.logBytesMax());
    assertThat(stage.agent().logFiles(WEB)).hasSizeBetween(2, 4);
    Numbered.Gaps gaps = Numbered.gaps(stage.agent().logFiles(WEB).reversed());
    System.out.printf("1 GiB of output took at most %d MiB of disk; %s%n", most[0] >> 20, gaps);
    if (cutsHeads(root.resolve("whole"))) {
      assertThat(gaps.last()).as("the end of the output").isEqualTo(117_000_000);
      assertThat(gaps.told()).as("dropped bytes told").isEqualTo(gaps.missing());
    } else {
      System.out.println("not held here: the file system cannot take the head off a file");
    }
    assertThat(gaps.told())
        .as("dropped bytes told")
        .isLessThanOrEqualTo(gaps.missing() + gaps.times());
    assertThat(gaps.told()).as("dropped bytes told").isGreaterThanOrEqualTo(gaps.missing() / 2);
    assertThat(stage.all(Report.Restarting.class)).isEmpty();
  }

  private Stream<Held> held() {
    try {
      return stage.agent().inventory().stream();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean cutsHeads(Path file) throws java.io.IOException {
    Files.write(file, new byte[2 * FileHead.BLOCK]);
    return FileHead.cut(file, FileHead.BLOCK);
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    } catch (java.io.IOException | java.io.UncheckedIOException _) {
      return 0; // a file was renamed while we looked
    }
  }
}
