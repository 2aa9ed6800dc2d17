package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.EdgeGrid.said;
import static rhizome.cli.EdgeGrid.workload;
import static rhizome.cli.GridProcess.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.gateway.edge.EdgeDoor;
import rhizome.kernel.NodeId;

/** Machines that are no members of the cluster: real agents, each a process of its own. */
class EdgeNodeTest {

  private static final int REPLICAS = 3;

  @TempDir private Path folder;

  @Test
  void aMachineRunsItsWorkloadsThroughTheLossOfItsGatewayAndOfItsAgent()
      throws IOException, InterruptedException {
    try (EdgeGrid grid = new EdgeGrid(folder)) {
      EdgeDoor first = grid.door();
      EdgeDoor second = grid.door();
      Path credentials = grid.issue("e1");
      CommandProcess agent = grid.agent("e1", credentials, grid.prepared("m1"), first, second);
      await("online", () -> grid.isOnline("e1"));
      grid.apply(REPLICAS);
      awaitReady(grid, REPLICAS);
      Map<String, List<Long>> running = grid.processes("m1");
      assertThat(running).hasSize(REPLICAS);
      assertThat(said(grid.grid().log(new NodeId("e1"), workload(0), 0, 100)).bytes())
          .isEqualTo("hello\n".getBytes(StandardCharsets.UTF_8));

      awaitPeers(grid, "m1", REPLICAS);

      EdgeDoor holder = first.traffic().agents() == 1 ? first : second;
      EdgeDoor other = holder == first ? second : first;
      holder.close().toCompletableFuture().join();
      await("through the other", () -> other.traffic().agents() == 1);
      heartbeatsGoOn(other);
      assertThat(grid.processes("m1")).isEqualTo(running);

      agent.process().destroyForcibly().waitFor();
      await("witnessed", () -> !grid.deaths.isEmpty());
      assertThat(grid.deaths.getFirst()).startsWith("e1 the connection of e1 broke");
      assertThat(grid.processes("m1")).as("they outlive their agent").isEqualTo(running);
      CommandProcess again = grid.agent("e1", credentials, grid.machine("m1"), first, second);
      await("back", () -> other.traffic().agents() == 1);
      awaitReady(grid, REPLICAS);
      heartbeatsGoOn(other);
      assertThat(grid.processes("m1")).as("adopted").isEqualTo(running);

      grid.apply(1);
      await("one left", () -> grid.processes("m1").size() == 1);
      awaitPeers(grid, "m1", 1);
      again.interrupt();
      assertThat(again.end().code()).as("by SIGINT, as a shell sees it").isEqualTo(130);
      assertThat(grid.processes("m1")).as("its workloads end with it").isEmpty();
      assertThat(grid.deaths).as("it said goodbye").hasSize(1);
    }
  }

  /** Each is told over the line where all of its service are. */
  private static void awaitPeers(EdgeGrid grid, String machine, int replicas)
      throws InterruptedException {
    Path lines = grid.machine(machine).resolve("nodes/e1/stay/it.0/work/endpoints/it.http");
    await(
        replicas + " peers",
        () -> {
          try {
            return Files.readAllLines(lines).stream()
                    .filter(line -> line.matches("127\\.0\\.0\\.1:2\\d{4}"))
                    .distinct()
                    .count()
                == replicas;
          } catch (IOException _) {
            return false;
          }
        });
  }

  private static void awaitReady(EdgeGrid grid, int replicas) throws InterruptedException {
    for (int slot = 0; slot < replicas; slot++) {
      int number = slot;
      await(
          "slot " + slot + " is ready on e1",
          () ->
              grid.ready(number)
                  .filter(active -> active.lease().node().name().equals("e1"))
                  .isPresent());
    }
  }

  private static void heartbeatsGoOn(EdgeDoor door) throws InterruptedException {
    long before = door.traffic().framesIn();
    await("heartbeats go on", () -> door.traffic().framesIn() > before + 5);
  }

  @Test
  @Tag("chaos")
  void ofTwoAgentsOfOneNameTheYoungerGoesOnAndTheOlderEndsWithItsWorkloads()
      throws IOException, InterruptedException {
    try (EdgeGrid grid = new EdgeGrid(folder)) {
      EdgeDoor first = grid.door();
      EdgeDoor second = grid.door();
      Path credentials = grid.issue("e1");
      CommandProcess older = grid.agent("e1", credentials, grid.prepared("m1"), first);
      await("online", () -> grid.isOnline("e1"));
      grid.apply(REPLICAS);
      await("they run", () -> grid.processes("m1").size() == REPLICAS);

      CommandProcess younger = grid.agent("e1", credentials, grid.prepared("m2"), second);
      Said ended = older.end();
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.err())
          .contains("SUPERSEDED", "its workloads were ended", "a certificate of its own");
      assertThat(grid.processes("m1")).isEmpty();
      await("they run there", () -> grid.processes("m2").size() == REPLICAS);
      assertThat(younger.process().isAlive()).isTrue();
    }
  }

  @Test
  @Tag("chaos")
  void anAgentThatTheGridCannotUseEndsWithAWordAndKeepsWhatItRan()
      throws IOException, InterruptedException {
    try (EdgeGrid grid = new EdgeGrid(folder)) {
      Path machine = Files.createDirectories(grid.machine("m1"));
      Files.writeString(machine.resolve("rhizome.conf"), "rhizome.grid.lease = 99s\n");
      Said ended = grid.agent("e1", grid.issue("e1"), machine, grid.door()).end();
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.err())
          .contains("LEASE_DIFFERS", "rhizome.grid.lease = 60000 ms", "what ran here runs on");
    }
  }

  @Test
  void whatIsMissingOrWrongIsSaidBeforeAnythingStarts() throws IOException {
    try (EdgeGrid grid = new EdgeGrid(folder)) {
      Path credentials = grid.issue("e1");
      says(2, "--gateway and --credentials go together", "--gateway", "a:1");
      says(2, "'a' is not HOST:PORT", "--gateway", "a", "--credentials", credentials.toString());
      says(
          1,
          "was issued for e1, not for x",
          "--gateway",
          "a:1",
          "--credentials",
          credentials.toString());
      says(1, "nowhere", "--gateway", "a:1", "--credentials", folder.resolve("nowhere").toString());
      says(
          1,
          "where a agent is needed",
          "--gateway",
          "a:1",
          "--credentials",
          folder.resolve("pki").resolve("g1").toString());
    }
  }

  private void says(int code, String word, String... options) {
    List<String> words = new ArrayList<>(List.of("node", "--name", "x"));
    words.addAll(List.of("--data", folder.resolve("machine").toString()));
    words.addAll(List.of(options));
    Said said = ScriptedTerminal.NOBODY.run(words.toArray(String[]::new));
    assertThat(said.err()).contains(word);
    assertThat(said.code()).as(said.err()).isEqualTo(code);
  }
}
