package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;

/** Three members as an operator starts them; one is killed, one is told to end. */
class ClusterLifeTest {

  private static final int REPLICAS = 6;

  /** 128 and the signal's number; the JVM says so however well it ended. */
  private static final int BY_SIGTERM = 143;

  @TempDir private Path folder;

  @Test
  void aClusterLosesItsCoordinatorAndThenLetsOneGoInGoodOrder()
      throws IOException, InterruptedException {
    try (ClusterProcess cluster = new ClusterProcess(folder, 3)) {
      cluster.startAll();
      int oldest = cluster.oldest(0);
      int one = (oldest + 1) % 3;
      int other = (oldest + 2) % 3;
      assertThat(cluster.health(one, "/alive")).isEqualTo(200);
      GridProcess.await("ready", () -> cluster.health(one, "/ready") == 200);
      GridProcess.await("three nodes", () -> online(cluster, one) == 3);
      Path file = BlueprintFile.write(cluster.data(one), "stay", service());
      Said applied = cluster.run(one, "apply", file.toString(), "--yes", "--timeout", "60s");
      assertThat(applied.code()).as(applied.err()).isZero();
      List<Long> before = cluster.workloads(one);
      assertThat(before).isNotEmpty();

      cluster.process(oldest).destroyForcibly().waitFor();
      print("coordinator killed to all answering", untilAllAnswer(cluster, one));
      assertThat(cluster.workloads(one)).as("untouched").containsAll(before);
      assertThat(events(cluster, one)).as("told by whoever lived").contains("stay");

      cluster.start(oldest);
      cluster.awaitUp(oldest);
      GridProcess.await("three up", () -> cluster.up(one) == 3 && online(cluster, one) == 3);
      long asked = System.nanoTime();
      cluster.signal(other, "TERM");
      print("told to end to all answering", untilAllAnswer(cluster, one));
      assertThat(cluster.ends(other, 60)).isTrue();
      print("told to end to ended", Duration.ofNanos(System.nanoTime() - asked));
      assertThat(cluster.process(other).exitValue())
          .as(cluster.logged(other))
          .isEqualTo(BY_SIGTERM);
      assertThat(cluster.logged(other)).contains("the workloads run on");
      assertThat(cluster.workloads(one)).as("untouched").containsAll(before);
    }
  }

  private static long online(ClusterProcess cluster, int i) {
    try {
      return cluster.client(i).get("/v1/nodes").at("nodes").items().stream()
          .filter(node -> node.at("condition").text().equals("online"))
          .count();
    } catch (Trouble _) {
      return 0; // not all of it answers yet
    }
  }

  private static String events(ClusterProcess cluster, int i) {
    return cluster.run(i, "events").out();
  }

  /** From now until one question to every workload is answered. */
  private static Duration untilAllAnswer(ClusterProcess cluster, int i)
      throws InterruptedException {
    long begin = System.nanoTime();
    GridProcess.await("all answer", () -> answering(cluster, i) == REPLICAS);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static int answering(ClusterProcess cluster, int i) {
    try {
      List<Json> workloads = cluster.client(i).get("/v1/workloads").at("workloads").items();
      return workloads.size();
    } catch (Trouble _) {
      return 0;
    }
  }

  private static void print(String what, Duration time) {
    System.err.printf("%s: %d ms%n", what, time.toMillis());
  }

  private static String service() {
    return """
    it:
      run: {command: sleep, args: [999]}
      replicas: %d
      resources: {cpu: 1m, memory: 1MiB}
      health: {process: true}
    """
        .formatted(REPLICAS);
  }
}
