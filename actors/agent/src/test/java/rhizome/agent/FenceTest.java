package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.AgentJvm.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.node.Report;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** What becomes of real processes when the JVM of their agent cannot renew its lease. */
class FenceTest {

  private static final Duration LEASE = AgentJvm.TERMS.lease();

  /** What the guard needs at most, and a renewal that came just before the fault. */
  private static final Duration DEADLINE = LEASE.plus(AgentJvm.TERMS.margin().dividedBy(2));

  private static final String SLEEP = "exec sleep 1000000";

  @TempDir Path folder;
  private Path root = Path.of("/");

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectories(folder.resolve("agent"));
  }

  @AfterEach
  void close() throws Exception {
    new Stage(root).close();
    assertThat(Tagged.leaders(root)).as("nothing is left behind").isEmpty();
    Stage.await("the end of the guard", () -> AgentJvm.guards(root).isEmpty());
  }

  @Test
  void aJvmThatIsKilledTakesWhatIsSingleWithItAndNothingElse() throws Exception {
    Map<WorkloadId, Long> pids;
    try (AgentJvm agent = AgentJvm.lease(root, List.of(SLEEP, "+" + SLEEP))) {
      pids = awaitPids(2);
      agent.kill();
      Duration took = awaitGone(pids(pids, 0));
      System.out.printf("single process ended %s after kill -9 of its agent%n", took);
      assertThat(took).isLessThan(DEADLINE);
      assertThat(Stage.alive(pids(pids, 1))).as("the shared one").isTrue();
      Stage.await("the guard has nothing to guard", () -> AgentJvm.guards(root).isEmpty());
    }
  }

  @Test
  void aJvmThatIsStoppedDoesToo() throws Exception {
    try (AgentJvm agent = AgentJvm.lease(root, List.of(SLEEP, "+" + SLEEP))) {
      Map<WorkloadId, Long> pids = awaitPids(2);
      agent.signal("STOP");
      Duration took = awaitGone(pids(pids, 0));
      System.out.printf("single process ended %s after SIGSTOP of its agent%n", took);
      assertThat(took).isLessThan(DEADLINE);
      assertThat(Stage.alive(pids(pids, 1))).as("the shared one").isTrue();
      agent.signal("CONT");
      Stage.await("a lapse noticed", () -> AgentJvm.said(root).contains("Lapsed[0]"));
      long again = awaitOther(0, pids(pids, 0));
      assertThat(again).as("under the next boot").isPositive();
      assertThat(Stage.alive(pids(pids, 1))).as("the shared one").isTrue();
    }
  }

  /** The agent's own clock is the first to act, and the agent knows why. */
  @Test
  void anAgentWithoutAnAnswerEndsWhatIsSingleByItselfAndSaysSo() throws Exception {
    try (AgentJvm _ = AgentJvm.lease(root, List.of(SLEEP, "+" + SLEEP))) {
      Map<WorkloadId, Long> pids = awaitPids(2);
      Files.delete(AgentJvm.renew(root));
      Duration took = awaitGone(pids(pids, 0));
      assertThat(took).isLessThan(DEADLINE);
      Stage.await(
          "a report that says why",
          () -> AgentJvm.said(root).stream().anyMatch(line -> line.contains("exit=Fenced[]")));
      assertThat(Tagged.pids(Tagged.leaders(root))).containsOnlyKeys(slot(1));
      Files.writeString(AgentJvm.renew(root), "");
      awaitOther(0, pids(pids, 0));
    }
  }

  @Test
  void aProcessThatLeftItsSessionIsReachedToo() throws Exception {
    Path pid = folder.resolve("daemon");
    String daemon = "setsid sh -c 'echo $$ > " + pid + "; exec sleep 1000000' & ";
    try (AgentJvm agent = AgentJvm.lease(root, List.of(daemon + SLEEP))) {
      awaitPids(1);
      long left = Long.parseLong(Stage.awaitText(pid));
      agent.kill();
      assertThat(awaitGone(left)).isLessThan(DEADLINE);
    }
  }

  /**
   * It put off the tags, as a program that overwrites its environment does, but not the session.
   */
  @Test
  void aProcessThatHidesItsTagsIsKnownByItsSession() throws Exception {
    Path pid = folder.resolve("hidden");
    String hidden = "env -i /bin/sh -c 'echo $$ > " + pid + "; exec sleep 1000000' & wait";
    try (AgentJvm agent = AgentJvm.lease(root, List.of(hidden))) {
      awaitPids(1);
      long child = Long.parseLong(Stage.awaitText(pid));
      agent.kill();
      assertThat(awaitGone(child)).isLessThan(DEADLINE);
    }
  }

  /** Who ends the agent loses patience, and what is single must not lose its guard by that. */
  @Test
  void anInterruptedShutdownLeavesTheGuardToWhatStillRuns() throws Exception {
    Stage stage =
        new Stage(AgentSettings.of(root, new NodeId("test"), new Seed(7)).with(AgentJvm.TERMS));
    Agent agent = stage.agent();
    assertThat(agent.renew("boot", agent.clock().plus(Duration.ofMinutes(1)))).isTrue();
    String stubborn = "trap '' TERM; echo up; while :; do sleep 1; done";
    stage.assign(slot(0), 1, Specs.shell(stubborn).grace(Duration.ofMinutes(1)));
    long pid = stage.await(Report.Started.class).pid();
    Path log = root.resolve("shop/web.0/out.log");
    Stage.await("the trap", () -> Stage.text(log).equals("up"));
    Thread ending = new Thread(agent::shutdown, "ending");
    ending.start();
    Stage.await(
        "it was told to stop",
        () -> agent.inventory().stream().anyMatch(held -> held.phase() == Held.Phase.STOPPING));
    ending.interrupt();
    ending.join(Stage.PATIENCE.toMillis());
    assertThat(ending.isAlive()).isFalse();
    assertThat(Stage.alive(pid)).as("it has its grace").isTrue();
    assertThat(AgentJvm.guards(root)).hasSize(1);
    AgentJvm.signal("KILL", pid);
  }

  @Test
  void anAgentThatComesBackWithinTheLeaseAdoptsWhatItFinds() throws Exception {
    try (AgentJvm first = AgentJvm.lease(root, List.of(SLEEP))) {
      long pid = pids(awaitPids(1), 0);
      first.kill();
      long killed = System.nanoTime();
      Stage stage =
          new Stage(AgentSettings.of(root, new NodeId("test"), new Seed(7)).with(AgentJvm.TERMS));
      Agent second = stage.agent();
      boolean held = second.renew("second", second.clock().plus(Duration.ofMinutes(1)));
      assertThat(held).isTrue();
      assertThat(System.nanoTime() - killed).as("in time").isLessThan(LEASE.toNanos());
      Stage.await("one guard, the new one", () -> AgentJvm.guards(root).size() == 1);
      long until = System.nanoTime() + DEADLINE.multipliedBy(2).toNanos();
      Stage.await("twice the deadline", () -> System.nanoTime() > until);
      assertThat(Stage.alive(pid)).isTrue();
      assertThat(stage.all(rhizome.grid.node.Report.Adopted.class)).hasSize(1);
      stage.close();
    }
  }

  @Test
  void aGuardThatIsKilledIsReplacedAndTheNewOneGuards() throws Exception {
    try (AgentJvm agent = AgentJvm.lease(root, List.of(SLEEP))) {
      long pid = pids(awaitPids(1), 0);
      Stage.await("a guard", () -> AgentJvm.guards(root).size() == 1);
      long guard = AgentJvm.guards(root).getFirst();
      Stage.kill(guard);
      Stage.await(
          "another guard",
          () -> AgentJvm.guards(root).size() == 1 && AgentJvm.guards(root).getFirst() != guard);
      agent.kill();
      assertThat(awaitGone(pid)).isLessThan(DEADLINE);
    }
  }

  private Map<WorkloadId, Long> awaitPids(int count) {
    Stage.await(
        count + " ready",
        () -> AgentJvm.said(root).stream().filter(l -> l.startsWith("Ready[")).count() >= count);
    return Tagged.pids(Tagged.leaders(root));
  }

  private static long pids(Map<WorkloadId, Long> pids, int slot) {
    return pids.getOrDefault(slot(slot), 0L);
  }

  private long awaitOther(int slot, long before) {
    Stage.await(
        "another process of slot " + slot,
        () -> {
          long now = pids(Tagged.pids(Tagged.leaders(root)), slot);
          return now != 0 && now != before;
        });
    return pids(Tagged.pids(Tagged.leaders(root)), slot);
  }

  private static Duration awaitGone(long pid) {
    long start = System.nanoTime();
    Stage.awaitGone(pid);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
