package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.exit.Trouble;
import rhizome.runtime.cluster.MemberKeys;

/** What takes too long for every build. */
@Tag("chaos")
class ClusterFaultsTest {

  private static final int ROUNDS = Integer.getInteger("cluster.rounds", 5);
  private static final int REPLICAS = 6;

  @TempDir private Path folder;

  @Test
  void theOldestIsKilledAgainAndAgainAndItsEntitiesAnswerInTime()
      throws IOException, InterruptedException {
    try (ClusterProcess cluster = new ClusterProcess(folder, 3)) {
      cluster.startAll();
      GridProcess.await("three up", () -> cluster.up(0) == 3);
      apply(cluster, 0);
      List<Long> millis = new ArrayList<>();
      int asked = 0;
      for (int round = 0; round < ROUNDS; round++) {
        int witness = asked;
        GridProcess.await("three up", () -> cluster.up(witness) == 3);
        int oldest = cluster.oldest(asked);
        int survivor = (oldest + 1) % 3;
        cluster.process(oldest).destroyForcibly().waitFor();
        long begin = System.nanoTime();
        GridProcess.await("all answer", () -> answering(cluster, survivor) == REPLICAS);
        millis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        cluster.start(oldest);
        cluster.awaitUp(oldest);
        asked = survivor;
      }
      List<Long> sorted = millis.stream().sorted().toList();
      System.err.printf(
          "oldest killed to all answering, ms: %s, median %d%n",
          sorted, sorted.get(sorted.size() / 2));
      assertThat(sorted.getLast()).as("none hung").isLessThan(60_000);
    }
  }

  @Test
  void aMemberThatWasPausedIsGivenUpAndComesBackByItselfWithItsWorkloads()
      throws IOException, InterruptedException {
    try (ClusterProcess cluster = new ClusterProcess(folder, 3)) {
      cluster.startAll();
      GridProcess.await("three up", () -> cluster.up(0) == 3);
      apply(cluster, 0);
      int paused = cluster.oldest(0);
      int witness = (paused + 1) % 3;
      cluster.signal(paused, "STOP");
      GridProcess.await("given up", () -> cluster.up(witness) == 2);
      List<Long> before = cluster.workloads(paused);
      cluster.signal(paused, "CONT");
      GridProcess.await("three again", () -> cluster.up(witness) == 3);
      assertThat(cluster.process(paused).isAlive()).as("the process it was").isTrue();
      assertThat(cluster.logged(paused)).contains("cut off from the cluster", "joins again");
      assertThat(before).as("nothing was killed with the membership").isNotEmpty();
    }
  }

  @Test
  void aProcessWithOtherKeysIsRefusedAndTheClusterDoesNotNotice()
      throws IOException, InterruptedException {
    try (ClusterProcess cluster = new ClusterProcess(folder, 3)) {
      cluster.startAll();
      Path stranger = Files.createDirectories(folder.resolve("stranger"));
      MemberKeys.open(stranger);
      Files.writeString(stranger.resolve("rhizome.conf"), "rhizome.cluster.join-timeout = 6s\n");
      Said said =
          CommandProcess.start(
                  stranger,
                  List.of(),
                  List.of(
                      "join",
                      "--data",
                      stranger.toString(),
                      "--seed",
                      cluster.seeds(),
                      "--role",
                      "node",
                      "--port",
                      "0",
                      "--management-port",
                      "0"))
              .end();
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err()).contains("refuses TLS", "keys of another cluster");
      assertThat(cluster.up(0)).isEqualTo(3);
    }
  }

  private static void apply(ClusterProcess cluster, int i) throws IOException {
    Path file =
        BlueprintFile.write(
            cluster.data(i),
            "stay",
            """
            it:
              run: {command: sleep, args: [999]}
              replicas: %d
              resources: {cpu: 1m, memory: 1MiB}
              health: {process: true}
            """
                .formatted(REPLICAS));
    Said applied = cluster.run(i, "apply", file.toString(), "--yes", "--timeout", "60s");
    assertThat(applied.code()).as(applied.err()).isZero();
  }

  private static int answering(ClusterProcess cluster, int i) {
    try {
      return cluster.client(i).get("/v1/workloads").at("workloads").items().size();
    } catch (Trouble _) {
      return 0;
    }
  }
}
