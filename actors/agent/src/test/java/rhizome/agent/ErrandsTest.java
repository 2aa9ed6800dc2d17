package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.handle.ErrandBook;
import rhizome.blueprints.model.Probe;
import rhizome.grid.node.Report;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Ticket;
import rhizome.kernel.TaskId;

/** Errands with a real agent and real processes. */
class ErrandsTest {

  private static final TaskId BACKUP = new TaskId(WEB.robot(), WEB.service(), "backup");
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private Stage stage = new Stage(Path.of("/"));
  private Path work = Path.of("/");

  @BeforeEach
  void open() throws IOException {
    stage = new Stage(folder);
    work = folder.resolve("shop/web.0/work");
    stage.assign(WEB, 1, Specs.sleeper().env("GREETING", "hi"));
    stage.started(1);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private static Errand errand(int run, Duration timeout, boolean ending, String script) {
    return new Errand(
        BACKUP,
        new Ticket(run, 0, 1),
        1,
        List.of("sh", "-c", script),
        new TreeMap<>(Map.of("RHIZOME_ARG_WHO", "ann")),
        timeout,
        ending,
        100);
  }

  private CompletableFuture<Errand.Answer> tell(Errand errand) throws IOException {
    CompletableFuture<Errand.Answer> answer = new CompletableFuture<>();
    stage.agent().perform(errand, answer::complete);
    return answer;
  }

  private static Finding finding(CompletableFuture<Errand.Answer> answer) throws Exception {
    Errand.Answer told = answer.get(Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(told).isInstanceOf(Errand.Answer.Finished.class);
    return ((Errand.Answer.Finished) told).finding();
  }

  private Finding done(int run, String script) throws Exception {
    return finding(tell(errand(run, LONG, false, script)));
  }

  @Test
  void itRunsInTheFolderAndTheEnvironmentOfItsWorkload() throws Exception {
    Finding finding =
        done(
            1,
            "echo $GREETING $RHIZOME_ARG_WHO $RHIZOME_WORKLOAD $RHIZOME_ACTION; pwd > here; exit"
                + " 3");
    assertThat(finding.result()).isEqualTo(Result.FAILED);
    assertThat(finding.exit()).contains(3);
    assertThat(finding.output()).isEqualTo("hi ann shop/web#0 shop/web/backup 1.0.1\n");
    assertThat(Stage.text(work.resolve("here"))).isEqualTo(work.toRealPath().toString());
    assertThat(done(2, "exit 0").result()).isEqualTo(Result.SUCCEEDED);
    assertThat(done(3, "head -c 5000 /dev/zero | tr '\\0' x; echo end").output())
        .hasSize(100)
        .endsWith("end\n");
  }

  @Test
  void howeverOftenItIsToldItRunsOnce() throws Exception {
    String script = "echo run >> ran; sleep 0.2";
    CompletableFuture<Errand.Answer> first = tell(errand(1, LONG, false, script));
    CompletableFuture<Errand.Answer> again = tell(errand(1, LONG, false, script));
    assertThat(finding(first)).isEqualTo(finding(again));
    done(1, script);
    stage.leave();
    assertThat(done(1, script).result()).isEqualTo(Result.SUCCEEDED);
    assertThat(Stage.text(work.resolve("ran"))).isEqualTo("run");
    done(2, script);
    assertThat(done(1, script).result()).as("an older one is over").isEqualTo(Result.LOST);
    assertThat(Stage.text(work.resolve("ran"))).isEqualTo("run\nrun");
  }

  @Test
  void whatTakesTooLongIsEndedWithItsWholeGroup() throws Exception {
    String script = "trap '' TERM; sleep 1000 & echo $! > child; wait; sleep 1000";
    CompletableFuture<Errand.Answer> answer =
        tell(errand(1, Duration.ofMillis(300), false, script));
    long child = Long.parseLong(Stage.awaitText(work.resolve("child")));
    Finding finding = finding(answer);
    assertThat(finding.result()).isEqualTo(Result.TIMED_OUT);
    Stage.awaitGone(child);
  }

  @Test
  void whatIsCancelledEndsAndWhatHadNotBegunNeverDoes() throws Exception {
    CompletableFuture<Errand.Answer> answer =
        tell(errand(1, LONG, false, "touch on; exec sleep 1000"));
    Stage.await("its start", () -> Files.exists(work.resolve("on")));
    assertThat(finding(tell(errand(1, LONG, true, "")))).isEqualTo(finding(answer));
    assertThat(finding(answer).result()).isEqualTo(Result.CANCELLED);
    assertThat(finding(tell(errand(2, LONG, true, "touch late"))).result())
        .isEqualTo(Result.CANCELLED);
    assertThat(done(2, "touch late").result()).isEqualTo(Result.CANCELLED);
    assertThat(work.resolve("late")).doesNotExist();
  }

  @Test
  void onlyTheEpochThatIsHeldMayBegin() throws Exception {
    stage.assign(WEB, 2, Specs.sleeper());
    stage.await(Report.Started.class, started -> started.epoch() == 2);
    assertThat(tell(errand(1, LONG, false, "exit 0")).get(20, TimeUnit.SECONDS))
        .isEqualTo(new Errand.Answer.NotHeld());
  }

  @Test
  void aRestartOfItsWorkloadDoesNotEndIt() throws Exception {
    CompletableFuture<Errand.Answer> answer =
        tell(errand(1, LONG, false, "touch on; while [ ! -e go ]; do sleep 0.05; done"));
    Stage.await("its start", () -> Files.exists(work.resolve("on")));
    Stage.kill(stage.started(1).pid());
    stage.started(2);
    Stage.kill(stage.started(2).pid());
    stage.started(3); // by then what the first one left behind was swept
    Files.createFile(work.resolve("go"));
    assertThat(finding(answer).result()).isEqualTo(Result.SUCCEEDED);
  }

  @Test
  void itIsEndedBeforeItsWorkloadIs() throws Exception {
    Path seen = folder.resolve("seen");
    String script =
        "trap 'test -d /proc/%d && touch %s; exit 1' TERM; touch on; sleep 1000 & wait"
            .formatted(stage.started(1).pid(), seen);
    CompletableFuture<Errand.Answer> answer = tell(errand(1, LONG, false, script));
    Stage.await("its start", () -> Files.exists(work.resolve("on")));
    stage.agent().stop(WEB, 1);
    assertThat(finding(answer).result()).isEqualTo(Result.LOST);
    assertThat(seen).as("the workload was there when the errand was ended").exists();
    stage.await(Report.Stopped.class);
  }

  /** ZeroRobot 3: a long action starved the monitor of its service. */
  @Test
  void probesGoOnDuringALongAction() throws Exception {
    Path asked = folder.resolve("asked");
    Probe probe = new Probe.Command(List.of("sh", "-c", "echo . >> " + asked));
    stage.assign(WEB, 2, Specs.sleeper().probe(probe, LONG, LONG));
    stage.await(Report.Ready.class, ready -> ready.epoch() == 2);
    Errand one = errand(1, LONG, false, "touch on; exec sleep 1000");
    CompletableFuture<Errand.Answer> answer =
        tell(
            new Errand(
                BACKUP, one.ticket(), 2, one.command(), one.environment(), LONG, false, 100));
    Stage.await("its start", () -> Files.exists(work.resolve("on")));
    long before = Files.size(asked);
    Stage.await("three more probes", () -> asked.toFile().length() >= before + 6);
    assertThat(answer).isNotDone();
  }

  @Test
  void theNextAgentGoesOnWatchingIt() throws Exception {
    String script = "touch on; while [ ! -e go ]; do sleep 0.05; done; exit 7";
    CompletableFuture<Errand.Answer> before = tell(errand(1, LONG, false, script));
    Stage.await("its start", () -> Files.exists(work.resolve("on")));
    stage.leave();
    assertThat(before).isNotDone();
    CompletableFuture<Errand.Answer> answer = tell(errand(1, LONG, false, "touch twice"));
    Files.createFile(work.resolve("go"));
    assertThat(finding(answer).exit()).contains(7);
    assertThat(work.resolve("twice")).doesNotExist();
  }

  @Test
  void whatWasWrittenDownAndNeverSpawnedIsLostAndNotBegun() throws Exception {
    stage.leave();
    new ErrandBook(folder)
        .write(
            new ErrandBook.Entry(
                BACKUP,
                new Ticket(1, 0, 1),
                1,
                Instant.now(),
                LONG,
                100,
                true,
                Optional.empty(),
                Optional.empty()));
    assertThat(done(1, "touch late").result()).isEqualTo(Result.LOST);
    assertThat(work.resolve("late")).doesNotExist();
  }

  @Test
  void whatCannotBeStartedSaysWhy() throws Exception {
    Errand none =
        new Errand(
            BACKUP, new Ticket(1, 0, 1), 1, List.of("no-such"), new TreeMap<>(), LONG, false, 9);
    assertThat(finding(tell(none)).detail()).startsWith("no program 'no-such' in PATH");
  }
}
