package rhizome.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.agent.Stage;
import rhizome.agent.life.Identity;
import rhizome.grid.healing.Exit;

class LeaderTest {

  @TempDir Path folder;

  @Test
  void onePollerSeesEveryExitAndIsWokenByAnybody() throws Exception {
    try (Poller poller = Poller.open();
        Leader first = start("exec sleep 100");
        Leader second = start("exit 3")) {
      poller.watch(first, 1);
      poller.watch(second, 2);
      long[] seen = {0};
      Stage.await("the second", () -> awaits(poller, seen) == 2);
      assertThat(second.departure(true)).contains(new Leader.Departure(new Exit.Code(3), true));
      poller.forget(second);
      assertThat(first.departure(true)).isEmpty();
      first.kill();
      Stage.await("the first", () -> awaits(poller, seen) == 1);
      assertThat(first.departure(true)).contains(new Leader.Departure(new Exit.Signal(9), true));
      poller.forget(first);
      poller.wake();
      poller.await(60_000, token -> seen[0] = token);
    }
  }

  @Test
  void aWholeGroupIsAskedToEndAndThenKilled() throws Exception {
    Path pids = folder.resolve("pids");
    String script =
        "trap '' TERM; sleep 100 & echo $! > " + pids + "; echo ready >> " + pids + "; wait; wait";
    try (Leader leader = start(script)) {
      Stage.await("the child", () -> Stage.text(pids).endsWith("ready"));
      long child = Long.parseLong(Stage.text(pids).lines().findFirst().orElseThrow());
      leader.terminate();
      assertThat(leader.departure(true)).as("it ignores SIGTERM").isEmpty();
      leader.kill();
      Stage.await("the end", () -> leader.departure(true).isPresent());
      Stage.awaitGone(child);
    }
  }

  @Test
  void whoIsLeftOfAGroupIsSeenAndKilledWhenAsked() throws Exception {
    Path pids = folder.resolve("pids");
    try (Leader leader = start("sleep 100 & echo $! > " + pids)) {
      Stage.awaitText(pids);
      Optional<Leader.Departure>[] left = departure(leader, false);
      assertThat(left[0].orElseThrow().alone()).isFalse();
      long child = Long.parseLong(Stage.text(pids));
      assertThat(Stage.alive(child)).isTrue();

      CountDownLatch clean = new CountDownLatch(1);
      try (Sweeper sweeper = new Sweeper("test-sweeper")) {
        sweeper.sweep(session(leader), 0, clean::countDown);
        assertThat(clean.await(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(Stage.alive(child)).isFalse();
    }
  }

  @Test
  void theSweeperIsPatientAsLongAsItIsToldTo() throws Exception {
    Path pids = folder.resolve("pids");
    try (Leader leader = start("sleep 1 & echo $! > " + pids);
        Sweeper sweeper = new Sweeper("test-sweeper")) {
      Stage.awaitText(pids);
      departure(leader, false);
      long start = System.nanoTime();
      CountDownLatch clean = new CountDownLatch(1);
      sweeper.sweep(session(leader), TimeUnit.MINUTES.toNanos(1), clean::countDown);
      assertThat(clean.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(System.nanoTime() - start)
          .as("the child ended by itself, after most of a second")
          .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  @Test
  void aProcessInAGroupOfItsOwnIsStillOfTheSession() throws Exception {
    Path pids = folder.resolve("pids");
    // With -m, bash gives each job a group of its own.
    try (Leader leader = start("exec bash -c 'set -m; sleep 100 & echo $! > " + pids + "'");
        Sweeper sweeper = new Sweeper("test-sweeper")) {
      Stage.awaitText(pids);
      departure(leader, true);
      long child = Long.parseLong(Stage.text(pids));
      assertThat(Stage.alive(child)).as("the group's signal misses it").isTrue();
      sweeper.sweepLater(session(leader));
      Stage.awaitGone(child);
    }
  }

  @Test
  void aPidAloneIsNoIdentity() throws Exception {
    String boot = Proc.boot();
    try (Leader leader = start("sleep 100")) {
      Identity known = leader.identity();
      assertThat(Proc.identity(known.pid(), boot)).contains(known);
      try (Leader again = Leader.adopt(known, boot).orElseThrow()) {
        assertThat(again.identity()).isEqualTo(known);
      }
      assertThat(Leader.adopt(new Identity(known.pid(), known.startTicks() + 1, boot), boot))
          .isEmpty();
      assertThat(Leader.adopt(new Identity(known.pid(), known.startTicks(), "other"), boot))
          .isEmpty();
      leader.kill();
      Stage.await("its end", () -> leader.departure(true).isPresent());
      assertThat(Leader.adopt(known, boot)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, code 0", "256, code 1", "65280, code 255", "9, signal 9", "139, signal 11"})
  void theKernelsStatusIsUnderstood(int status, String words) {
    Exit expected =
        words.startsWith("code")
            ? new Exit.Code(Integer.parseInt(words.substring(5)))
            : new Exit.Signal(Integer.parseInt(words.substring(7)));
    assertThat(Leader.ofStatus(status)).isEqualTo(expected);
  }

  @Test
  void aCommandWithParenthesesAndSpacesDoesNotConfuseTheStat() throws Exception {
    String line = "7 (a) Z (b) S 1 70 71" + " 0".repeat(15) + " 9999" + " 0".repeat(30);
    assertThat(Proc.parse(7, line)).isEqualTo(new Proc.Stat(7, "a) Z (b", 'S', 70, 71, 9999, 0));
    assertThatThrownBy(() -> Proc.parse(7, "nonsense")).hasMessageContaining("nonsense");
  }

  @Test
  void aFolderHasOneHolderEvenWithinOneJvm() throws Exception {
    try (FolderLock _ = FolderLock.take(folder)) {
      for (int i = 0; i < 2; i++) { // the second try would pass if the first had broken the lock
        assertThatThrownBy(() -> FolderLock.take(folder))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(folder.toString())
            .hasMessageContaining("pid " + ProcessHandle.current().pid());
      }
    }
    FolderLock.take(folder).close();
  }

  @Test
  void strangersAreOnlyKilledWhenTheyAreTheOnesThatWereSeen() throws Exception {
    try (Leader leader = start("sleep 100")) {
      int pid = leader.identity().pid();
      Proc.Stat seen = Proc.stat(pid).orElseThrow();
      Strays.end(
          List.of(
              new Proc.Stat(
                  pid, seen.name(), 'S', seen.group(), seen.session(), seen.startTicks() - 1, 0)));
      assertThat(Stage.alive(pid)).isTrue();
      Strays.end(List.of(seen));
      assertThat(Stage.alive(pid)).isFalse();
      leader.departure(true);
    }
  }

  private static Kin session(Leader leader) {
    return new Kin(leader.identity().pid(), _ -> false);
  }

  private Leader start(String script) throws Exception {
    return new Shell(folder).start(script);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Optional<Leader.Departure>[] departure(Leader leader, boolean killRest) {
    Optional<Leader.Departure>[] left = new Optional[] {Optional.empty()};
    Stage.await(
        "a departure",
        () -> {
          left[0] = leader.departure(killRest);
          return left[0].isPresent();
        });
    return left;
  }

  private static long awaits(Poller poller, long[] seen) {
    try {
      poller.await(100, token -> seen[0] = token);
      return seen[0];
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
