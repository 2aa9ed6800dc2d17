package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.AgentJvm.slot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Port;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

class ReattachTest {

  private static final int ROUNDS = Integer.getInteger("reattach.rounds", 3);
  private static final String SLEEP = "exec sleep 1000000";

  @TempDir Path folder;
  private Path root = Path.of("/");
  private Stage stage = new Stage(root);

  @BeforeEach
  void open() {
    root = folder.resolve("agent");
    stage = new Stage(root);
    assertThat(folder.resolve("agent").toFile().mkdirs()).isTrue();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
    assertThat(ours()).as("nothing is left behind").isEmpty();
  }

  @Test
  void afterTheAgentsJvmWasKilledLiveProcessesAreAdoptedAndNotRestarted() throws Exception {
    Map<WorkloadId, Long> before;
    try (AgentJvm _ = AgentJvm.start(root, List.of(SLEEP, SLEEP, SLEEP))) {
      awaitReady(3);
      before = pids();
    }
    assertThat(before.values()).allMatch(Stage::alive);

    stage.agent();
    assertThat(stage.all(Report.Started.class)).isEmpty();
    assertThat(stage.all(Report.Adopted.class)).hasSize(3);
    for (Report.Adopted adopted : stage.all(Report.Adopted.class)) {
      assertThat(adopted.pid()).isEqualTo(before.get(adopted.workload()));
      assertThat(adopted.incarnation()).isEqualTo(1);
      stage.await(Report.Ready.class, ready -> ready.workload().equals(adopted.workload()));
    }
  }

  @Test
  void anAdoptedProcessIsWatchedLikeAChildAndItsEndIsKnown() throws Exception {
    Path go = folder.resolve("go");
    String waiting = "while [ ! -e " + go + " ]; do sleep 0.05; done; exit 42";
    try (AgentJvm _ = AgentJvm.start(root, List.of(SLEEP, waiting))) {
      awaitReady(2);
    }
    stage.agent();
    Stage.kill(stage.await(Report.Adopted.class, of(0)).pid());
    assertThat(stage.await(Report.Restarting.class, of(0)).exit())
        .isIn(new Exit.Signal(9), new Exit.Unseen());
    stage.await(Report.Started.class, of(0));

    Files.createFile(go);
    Exit exit = stage.await(Report.Restarting.class, of(1)).exit();
    System.out.println("an adopted process that ended with code 42: " + exit.describe());
    assertThat(exit).isIn(new Exit.Code(42), new Exit.Unseen());
  }

  @Test
  void whatEndedMeanwhileIsRestartedByPolicyAndNobodyElse() throws Exception {
    Map<WorkloadId, Long> before;
    try (AgentJvm agent = AgentJvm.start(root, List.of(SLEEP, SLEEP))) {
      awaitReady(2);
      before = pids();
      agent.kill();
    }
    long dead = before.getOrDefault(slot(0), 0L);
    Stage.kill(dead);
    Stage.awaitGone(dead);
    stage.agent();
    assertThat(stage.await(Report.Restarting.class).exit()).isEqualTo(new Exit.Unseen());
    Report.Started started = stage.await(Report.Started.class);
    assertThat(started.workload()).isEqualTo(slot(0));
    assertThat(started.incarnation()).isEqualTo(2);
    assertThat(stage.await(Report.Adopted.class).workload()).isEqualTo(slot(1));
  }

  @Test
  void childrenLeftByADeadProcessAreEndedBeforeItIsRestarted() throws Exception {
    Path pids = folder.resolve("pids");
    try (AgentJvm agent =
        AgentJvm.start(root, List.of("sleep 1000000 & echo $! >> " + pids + "; wait"))) {
      Stage.awaitText(pids);
      agent.kill();
    }
    long child = Long.parseLong(Stage.text(pids));
    Stage.kill(ProcessHandle.of(child).orElseThrow().parent().orElseThrow().pid());
    stage.agent();
    stage.await(Report.Started.class);
    assertThat(Stage.alive(child)).isFalse();
  }

  /**
   * The gap between a spawn and the handle that names it: the JVM is killed at random moments while
   * its workloads restart all the time. Whatever it left, each slot ends with exactly one process.
   */
  @Test
  void whereverTheAgentIsKilledNothingRunsTwice() throws Exception {
    List<String> restless = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      restless.add("sleep 0.0" + (i + 1) + "; [ -e " + folder.resolve("calm") + " ] && " + SLEEP);
    }
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < ROUNDS; round++) {
      Files.deleteIfExists(folder.resolve("calm"));
      try (AgentJvm agent = AgentJvm.start(root, restless)) {
        Stage.await("restarts of all eight", () -> restarted() == 8);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200)));
        agent.kill();
      }
      Files.createFile(folder.resolve("calm"));
      stage.agent();
      Stage.await("eight calm processes", () -> sleepers().size() == 8);
      assertThat(sleepers().values()).as("round " + round).containsOnly(1);
      Map<WorkloadId, Long> held = pids();
      assertThat(held).hasSize(8);
      stage.leave();
      held.values().forEach(Stage::kill);
    }
  }

  /** The same gap, made certain: the handle is put back to what it was before the restart. */
  @Test
  void aProcessNoHandleKnowsYetIsFoundByItsTags() throws Exception {
    stage.assign(slot(0), 1, Specs.sleeper().ports(new Port("http", Port.AUTO)));
    Report.Started first = stage.await(Report.Started.class);
    Path handles = root.resolve("shop/web.0");
    Map<String, byte[]> before = new TreeMap<>();
    for (String name : List.of("handle.0", "handle.1")) {
      before.put(name, Files.readAllBytes(handles.resolve(name)));
    }
    Stage.kill(first.pid());
    Report.Started second = stage.started(2);
    stage.leave();
    for (var file : before.entrySet()) {
      Files.write(handles.resolve(file.getKey()), file.getValue());
    }

    stage.agent();
    Report.Adopted adopted = stage.await(Report.Adopted.class);
    assertThat(adopted.pid()).isEqualTo(second.pid());
    assertThat(adopted.incarnation()).isEqualTo(2);
    assertThat(stage.all(Report.Started.class)).hasSize(2);
    Stage.kill(second.pid());
    assertThat(stage.started(3).ports()).isEqualTo(first.ports());
  }

  @Test
  void processesOfAWorkloadNobodyKnowsAnyMoreAreEnded() throws Exception {
    stage.assign(slot(0), 1, Specs.sleeper());
    Report.Started started = stage.await(Report.Started.class);
    stage.leave();
    for (String name : List.of("handle.0", "handle.1")) {
      Files.writeString(root.resolve("shop/web.0").resolve(name), "nonsense");
    }
    stage.agent();
    Stage.awaitGone(started.pid());
    assertThat(stage.agent().inventory()).isEmpty();
    assertThat(root.resolve("shop/web.0/handle.0.damaged")).hasContent("nonsense");
  }

  @Test
  void aStopThatTheAgentDidNotLiveToSeeIsGoneOnWith() throws Exception {
    Path up = folder.resolve("up");
    stage.assign(
        slot(0),
        1,
        Specs.shell("trap '' TERM; echo up > " + up + "; while :; do sleep 0.01; done")
            .grace(java.time.Duration.ofMillis(500)));
    Stage.awaitText(up);
    stage.agent().stop(slot(0), 1);
    Stage.await("the stop", () -> phases().contains(Held.Phase.STOPPING));
    stage.leave();
    assertThat(stage.all(Report.Stopped.class)).isEmpty();
    stage.agent();
    assertThat(stage.await(Report.Stopped.class).epoch()).isEqualTo(1);
    assertThat(ours()).isEmpty();
  }

  @Test
  void whatWasGivenUpStaysGivenUpAndIsToldAgain() throws Exception {
    stage.assign(slot(0), 1, Specs.of("false").attempts(0));
    stage.await(Report.Exhausted.class);
    stage.leave();
    stage.agent();
    assertThat(stage.all(Report.Exhausted.class)).hasSize(2);
    assertThat(stage.all(Report.Started.class)).hasSize(1);
  }

  private List<Held.Phase> phases() {
    try {
      return stage.agent().inventory().stream().map(Held::phase).toList();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<WorkloadId, Long> pids() {
    return Tagged.pids(ours());
  }

  /** How many processes each workload has that lead a session. */
  private Map<String, Integer> sleepers() {
    Map<String, Integer> count = new TreeMap<>();
    for (Map<String, String> process : ours()) {
      if ("sleep\0001000000\0".equals(Stage.text(Path.of("/proc", process.get("pid"), "cmdline")))
          || "sleep".equals(Stage.text(Path.of("/proc", process.get("pid"), "comm")))) {
        count.merge(process.getOrDefault(Surroundings.WORKLOAD, ""), 1, Integer::sum);
      }
    }
    return count;
  }

  private List<Map<String, String>> ours() {
    return Tagged.leaders(root);
  }

  private void awaitReady(int count) {
    Stage.await(
        count + " ready", () -> log().lines().filter(l -> l.startsWith("Ready[")).count() == count);
  }

  private long restarted() {
    return log()
        .lines()
        .filter(line -> line.startsWith("Restarting["))
        .map(line -> line.substring(0, line.indexOf(',')))
        .distinct()
        .count();
  }

  private String log() {
    return Stage.text(folder.resolve("jvm.out"));
  }

  private static <R extends Report> java.util.function.Predicate<R> of(int number) {
    return report -> report.workload().equals(slot(number));
  }
}
