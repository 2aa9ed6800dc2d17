package rhizome.agent.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import rhizome.agent.Agent;
import rhizome.agent.AgentSettings;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** What it costs one agent to hold many idle programs. */
public final class HoldBench {

  private static final long LOST_AFTER_SECONDS = 120;

  private HoldBench() {}

  /** What this whole JVM uses. */
  public record Use(long rssBytes, int descriptors, int threads) {

    static Use now() throws IOException {
      return new Use(status("VmRSS:") << 10, descriptorsNow(), (int) status("Threads:"));
    }
  }

  /**
   * What was found.
   *
   * @param started from the first assignment to the last report of a start
   * @param idleCpu processor time of this JVM in {@code idle} while all programs slept
   * @param shutdown time to stop them all
   */
  public record Holding(
      int workloads,
      Duration started,
      Use before,
      Use after,
      Duration idle,
      Duration idleCpu,
      Duration shutdown) {}

  /** Holds {@code workloads} sleeping programs for {@code idle}. */
  public static Holding run(Path folder, int workloads, Duration idle)
      throws IOException, InterruptedException {
    CountDownLatch ready = new CountDownLatch(workloads);
    CountDownLatch started = new CountDownLatch(workloads);
    AgentSettings settings =
        AgentSettings.of(folder.resolve("agent"), new NodeId("bench"), new Seed(1));
    Agent agent =
        Agent.open(
            settings,
            report -> {
              if (report instanceof Report.Started) {
                started.countDown();
              } else if (report instanceof Report.Ready) {
                ready.countDown();
              }
            });
    try {
      Use before = Use.now();
      long start = System.nanoTime();
      for (int i = 0; i < workloads; i++) {
        WorkloadId workload = new WorkloadId(new RobotId("bench"), "idle", i);
        agent.assign(new Assignment(workload, 1, HealBench.spec("sleep", List.of("1000000"))));
      }
      await(started, "started");
      Duration all = Duration.ofNanos(System.nanoTime() - start);
      await(ready, "ready");
      Duration cpu = cpu();
      TimeUnit.NANOSECONDS.sleep(idle.toNanos());
      Duration idleCpu = cpu().minus(cpu);
      Use after = Use.now();
      long stop = System.nanoTime();
      agent.shutdown();
      Duration shutdown = Duration.ofNanos(System.nanoTime() - stop);
      return new Holding(workloads, all, before, after, idle, idleCpu, shutdown);
    } finally {
      agent.shutdown();
    }
  }

  private static void await(CountDownLatch latch, String what) throws InterruptedException {
    if (!latch.await(LOST_AFTER_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "%d workloads were not %s within %d seconds"
              .formatted(latch.getCount(), what, LOST_AFTER_SECONDS));
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static int descriptorsNow() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path _ : open) {
        count++;
      }
    }
    return count;
  }

  private static long status(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status has no " + key);
  }
}
