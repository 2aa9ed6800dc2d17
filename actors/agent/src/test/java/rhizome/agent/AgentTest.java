package rhizome.agent;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.agent.Stage.WEB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Restart;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.house.Property;
import rhizome.kernel.WorkloadId;

/** The agent as the grid sees it: many workloads, many threads, many agents after each other. */
class AgentTest {

  @TempDir Path folder;
  private Path root = Path.of("/");
  private Stage stage = new Stage(root);

  @BeforeEach
  void open() {
    root = folder.resolve("agent");
    stage = new Stage(root);
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void whateverManyThreadsAskTheHighestEpochDecides() throws Exception {
    Agent agent = stage.agent();
    List<Thread> threads = new ArrayList<>();
    for (int start = 0; start < 4; start++) {
      int first = start;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      IntStream.range(0, 6)
                          .forEach(slot -> ask(agent, slot, highest(slot), first))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int slot = 0; slot < 6; slot++) {
      long most = highest(slot);
      WorkloadId workload = slot(slot);
      if (most % 2 == 0) {
        stage.await(Report.Stopped.class, r -> r.workload().equals(workload) && r.epoch() == most);
      } else {
        stage.await(Report.Started.class, r -> r.workload().equals(workload) && r.epoch() == most);
      }
    }
    Stage.await("rest", () -> agent.inventory().stream().allMatch(held -> held.pid() > 0));
    assertThat(agent.inventory())
        .extracting(Held::workload)
        .containsExactly(slot(1), slot(3), slot(5));
    assertThat(agent.inventory()).extracting(Held::epoch).containsOnly(13L);
    // Started is told with the pid, a moment before the program has its tags.
    Stage.await("programs", () -> processes().size() == 3);
    assertThat(processes().keySet()).containsExactly(slot(1), slot(3), slot(5));
  }

  /** Odd epochs are assigned, even ones are stopped. */
  private static long highest(int slot) {
    return 12L + slot % 2;
  }

  /** All epochs up to the highest, from {@code first} on and round. */
  private static void ask(Agent agent, int slot, long most, int first) {
    for (long i = 0; i < most; i++) {
      long epoch = 1 + (first + i) % most;
      if (epoch % 2 == 0) {
        agent.stop(slot(slot), epoch);
      } else {
        agent.assign(new Assignment(slot(slot), epoch, Specs.sleeper().spec()));
      }
    }
  }

  @Test
  void aStoppedEpochDoesNotComeBackHoweverLateItIsAssignedAgain() throws Exception {
    stage.assign(WEB, 3, Specs.sleeper());
    stage.started(1);
    stage.agent().stop(WEB, 4);
    stage.await(Report.Stopped.class);
    for (long stale = 1; stale <= 3; stale++) {
      stage.assign(WEB, stale, Specs.sleeper());
    }
    stage.assign(slot(1), 1, Specs.sleeper());
    stage.await(Report.Started.class, report -> report.workload().equals(slot(1)));
    assertThat(stage.agent().inventory()).extracting(Held::workload).containsExactly(slot(1));
    stage.assign(WEB, 4, Specs.sleeper());
    stage.await(Report.Started.class, report -> report.epoch() == 4);
  }

  @Test
  void theReportsOfOneEpochTellOneStoryInItsOrder() throws Exception {
    for (int slot = 0; slot < 5; slot++) {
      stage.assign(slot(slot), 1, Specs.shell("sleep 0.0" + slot).attempts(3));
    }
    for (int slot = 0; slot < 5; slot++) {
      WorkloadId workload = slot(slot);
      stage.await(Report.Exhausted.class, report -> report.workload().equals(workload));
      List<Report> story =
          stage.reports().stream()
              .filter(report -> report.workload().equals(workload))
              .filter(report -> !(report instanceof Report.Ready))
              .toList();
      List<String> words = new ArrayList<>();
      for (int incarnation = 1; incarnation <= 3; incarnation++) {
        words.add("Started " + incarnation);
        words.add("Restarting " + incarnation);
      }
      words.addAll(List.of("Started 4", "Exhausted 4"));
      assertThat(story).extracting(AgentTest::words).isEqualTo(words);
      assertThat(story).extracting(Report::at).isSorted();
    }
  }

  @Test
  void anInventoryNeverShowsAProcessThatWasReportedGone() throws Exception {
    List<String> wrong = new ArrayList<>();
    Map<WorkloadId, Long> ended = new HashMap<>();
    Map<WorkloadId, Long> running = new HashMap<>();
    Agent[] agent = new Agent[1];
    try (Agent open =
        Agent.open(
            stage.settings(),
            report -> {
              if (report instanceof Report.Started started) {
                running.put(report.workload(), started.pid());
              } else if (report instanceof Report.Exhausted) {
                ended.put(report.workload(), running.getOrDefault(report.workload(), 0L));
                agent[0].inventory().stream()
                    .filter(held -> held.pid() == ended.getOrDefault(held.workload(), -1L))
                    .forEach(held -> wrong.add(held.toString()));
              }
            })) {
      agent[0] = open;
      for (int slot = 0; slot < 5; slot++) {
        open.assign(new Assignment(slot(slot), 1, Specs.of("false").attempts(1).spec()));
      }
      Stage.await(
          "the end of all",
          () ->
              open.inventory().size() == 5
                  && open.inventory().stream()
                      .allMatch(held -> held.phase() == Held.Phase.EXHAUSTED));
      open.shutdown();
    }
    assertThat(wrong).isEmpty();
    assertThat(ended).hasSize(5);
  }

  @Test
  void noTwoWorkloadsAreGivenTheSamePortEvenByAgentsAfterEachOther() throws Exception {
    stage.with(stage.settings().with(new AgentLimits(10 << 20, 3, 100, 25_100, 25_139)));
    Specs server = Specs.sleeper().ports(new Port("a", Port.AUTO), new Port("b", Port.AUTO));
    for (int slot = 0; slot < 10; slot++) {
      stage.assign(slot(slot), 1, server);
    }
    awaitStarted(10);
    stage.leave();
    for (int slot = 10; slot < 20; slot++) {
      stage.assign(slot(slot), 1, server);
    }
    awaitStarted(20);
    TreeSet<Integer> given = new TreeSet<>();
    stage.all(Report.Started.class).forEach(started -> given.addAll(started.ports().values()));
    assertThat(given).as("two each").hasSize(40);
    stage.assign(slot(20), 1, server.attempts(0));
    stage.await(Report.Exhausted.class, report -> report.workload().equals(slot(20)));
    stage.agent().stop(slot(0), 1);
    stage.await(Report.Stopped.class);
    stage.assign(slot(20), 2, server);
    assertThat(
            stage
                .await(Report.Started.class, report -> report.workload().equals(slot(20)))
                .ports()
                .values())
        .as("those of who stopped")
        .hasSameElementsAs(portsOf(slot(0)));
  }

  @Test
  void theEndOfAnAgentChangesNothingForAnyPhase() throws Exception {
    Restart slow =
        new Restart(
            9, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
    stage.assign(slot(0), 1, Specs.sleeper());
    stage.assign(slot(1), 2, Specs.of("false").restart(slow));
    stage.assign(slot(2), 3, Specs.of("false").attempts(0));
    stage.await(Report.Ready.class);
    stage.await(Report.Restarting.class, report -> report.incarnation() == 2);
    stage.await(Report.Exhausted.class);
    List<Held> before = stage.agent().inventory();
    assertThat(before)
        .extracting(Held::phase)
        .containsExactly(Held.Phase.READY, Held.Phase.WAITING, Held.Phase.EXHAUSTED);
    for (int i = 0; i < 3; i++) {
      stage.leave();
      stage.agent();
      Stage.await("the same again", () -> inventory().equals(before));
    }
    assertThat(stage.all(Report.Started.class)).hasSize(1 + 2 + 1);
  }

  /** A handle names a start time: who has the pid today is not who had it then. */
  @Test
  void aProcessThatHasThePidOfAnotherIsNeitherAdoptedNorTouched() throws Exception {
    stage.assign(WEB, 1, Specs.sleeper());
    Report.Started started = stage.started(1);
    stage.await(Report.Ready.class);
    stage.leave();
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try {
      for (String slot : List.of("handle.0", "handle.1")) {
        Path handle = root.resolve("shop/web.0").resolve(slot);
        String text = Files.readString(handle);
        if (text.contains("\npid=")) {
          rewrite(handle, text.replace("\npid=" + started.pid(), "\npid=" + stranger.pid()));
        }
      }
      Stage.kill(started.pid());
      Stage.awaitGone(started.pid());
      stage.agent();
      stage.started(2);
      stage.agent().stop(WEB, 1);
      stage.await(Report.Stopped.class);
      assertThat(stage.all(Report.Adopted.class)).isEmpty();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void whateverIsDamagedAnAgentOpensAndNothingRunsTwiceOrOutlivesIt() {
    Property.forAll(
        8,
        random -> {
          for (int slot = 0; slot < 3; slot++) {
            stage.assign(slot(slot), 1, Specs.sleeper());
          }
          Stage.await("three of them", () -> processes().size() == 3);
          stage.leave();
          damage(random);
          stage.agent();
          Stage.await("no stranger", () -> processes().size() == inventory().size());
          Map<WorkloadId, Long> held = new TreeMap<>();
          inventory().forEach(one -> held.put(one.workload(), one.pid()));
          assertThat(processes()).isEqualTo(held);
        });
  }

  private void damage(RandomGenerator random) throws IOException {
    for (int slot = 0; slot < 3; slot++) {
      for (String name : List.of("handle.0", "handle.1")) {
        Path handle = root.resolve("shop/web." + slot).resolve(name);
        if (Files.exists(handle)) {
          byte[] bytes = Files.readAllBytes(handle);
          switch (random.nextInt(4)) {
            case 0 -> Files.delete(handle);
            case 1 -> Files.write(handle, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            case 2 -> {
              bytes[random.nextInt(bytes.length)] ^= 4;
              Files.write(handle, bytes);
            }
            default -> {}
          }
        }
      }
    }
  }

  @Test
  void anAgentThatCannotOpenLeavesTheFolderToTheNextOne() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Stage misplaced = new Stage(file);
    assertThatThrownBy(misplaced::agent).isInstanceOf(IOException.class);

    Files.createDirectories(root.resolve("shop/web.0/handle.0")); // not even a file
    assertThatThrownBy(() -> stage.agent()).isInstanceOf(IOException.class);
    Files.delete(root.resolve("shop/web.0/handle.0"));
    stage.assign(WEB, 1, Specs.sleeper());
    stage.started(1);
  }

  @Test
  void aProgramThatIsReplacedWhileItRunsIsRestartedAsWhatItIsThen() throws Exception {
    Path tool = folder.resolve("tool");
    Path said = folder.resolve("said");
    install(tool, "echo one >> " + said);
    stage.assign(WEB, 1, Specs.of(tool.toString()));
    Stage.await("one", () -> Stage.text(said).equals("one"));
    Files.delete(tool);
    Stage.kill(stage.started(1).pid());
    Report.Restarting missing =
        stage.await(Report.Restarting.class, report -> report.incarnation() == 2);
    assertThat(missing.exit().describe()).contains("there is no program " + tool);
    install(tool, "echo two >> " + said);
    Stage.await("two", () -> Stage.text(said).endsWith("two"));
  }

  private static void install(Path tool, String act) throws IOException {
    Path fresh = tool.resolveSibling("fresh");
    Files.writeString(fresh, "#!/bin/sh\n" + act + "\nexec sleep 1000000\n");
    Files.setPosixFilePermissions(fresh, fromString("rwxr-xr-x"));
    Files.move(fresh, tool);
  }

  private static String words(Report report) {
    int incarnation =
        switch (report) {
          case Report.Started started -> started.incarnation();
          case Report.Restarting restarting -> restarting.incarnation();
          case Report.Exhausted exhausted -> exhausted.incarnation();
          case Report.Adopted adopted -> adopted.incarnation();
          case Report.Ready ready -> ready.incarnation();
          case Report.Unready unready -> unready.incarnation();
          case Report.Hindered hindered -> hindered.incarnation();
          case Report.Completed completed -> completed.incarnation();
          case Report.Stopped stopped -> stopped.incarnation();
        };
    return report.getClass().getSimpleName() + " " + incarnation;
  }

  private List<Integer> portsOf(WorkloadId workload) {
    return List.copyOf(
        stage
            .await(Report.Started.class, report -> report.workload().equals(workload))
            .ports()
            .values());
  }

  private void awaitStarted(int count) {
    Stage.await(count + " starts", () -> stage.all(Report.Started.class).size() == count);
  }

  private List<Held> inventory() {
    try {
      return stage.agent().inventory();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<WorkloadId, Long> processes() {
    List<Map<String, String>> leaders = Tagged.leaders(root);
    Map<WorkloadId, Long> pids = Tagged.pids(leaders);
    assertThat(leaders).as("one of each").hasSize(pids.size());
    return pids;
  }

  /** Under the checksum that fits. */
  private static void rewrite(Path handle, String text) throws IOException {
    String body = text.substring(0, text.indexOf("\ncrc32c=") + 1);
    var sum = new java.util.zip.CRC32C();
    sum.update(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    Files.writeString(handle, body + "crc32c=%08x\n".formatted(sum.getValue()));
  }

  private static WorkloadId slot(int number) {
    return WorkloadId.parse("shop/web#" + number);
  }
}
