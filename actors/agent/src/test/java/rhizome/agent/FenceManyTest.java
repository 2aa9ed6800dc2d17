package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guard costs, and how long it takes, with many to guard. */
class FenceManyTest {

  /** More by hand, for the figures: {@code -Dfence.workloads=1000}. */
  private static final int WORKLOADS = Integer.getInteger("fence.workloads", 100);

  private static final Duration LOOK = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void allOfThemEndInTimeWhenTheirAgentIsKilled() throws Exception {
    Path root = Files.createDirectories(folder.resolve("agent"));
    try (AgentJvm agent =
        AgentJvm.lease(root, Collections.nCopies(WORKLOADS, "exec sleep 1000000"))) {
      for (int more = 100; more < WORKLOADS + 100; more += 100) { // a hundred in time, and again
        int some = Math.min(more, WORKLOADS);
        Stage.await(some + " there", () -> started(root) >= some);
      }
      assertThat(Tagged.leaders(root)).hasSize(WORKLOADS);
      long guard = AgentJvm.guards(root).getFirst();
      long before = ticks(guard);
      long end = System.nanoTime() + LOOK.toNanos();
      Stage.await("a while", () -> System.nanoTime() > end);
      long used = ticks(guard) - before;
      agent.kill();
      long killed = System.nanoTime();
      Stage.await("nobody left", () -> Tagged.leaders(root).isEmpty());
      Duration took = Duration.ofNanos(System.nanoTime() - killed);
      System.out.printf(
          "%d single workloads: guard used %.2f %% of one core; all ended %s after kill -9%n",
          WORKLOADS, used / (double) LOOK.toSeconds(), took);
      assertThat(took).isLessThan(AgentJvm.TERMS.silence());
    }
    new Stage(root).close();
  }

  private static long started(Path root) {
    return AgentJvm.said(root).stream().filter(line -> line.startsWith("Started[")).count();
  }

  /** Hundredths of a second of its own and of those it has waited for: proc_pid_stat(5). */
  private static long ticks(long pid) {
    String stat = Stage.text(Path.of("/proc", Long.toString(pid), "stat"));
    List<String> fields =
        List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).subList(11, 15);
    return fields.stream().mapToLong(Long::parseLong).sum();
  }
}
