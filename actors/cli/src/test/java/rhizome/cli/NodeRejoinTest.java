package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;

/** {@code kill -9} of a grid's JVM under a node that is a process of its own. */
@Tag("chaos")
class NodeRejoinTest {

  private static final int REPLICAS = 5;

  /** On a busy machine the next grid takes longer to come than the 3 s of a lease. */
  private static final String PATIENT = "rhizome.grid.lease = 30s\n";

  @TempDir private Path data;

  @Test
  void aNodeOutlivesItsGridAndJoinsTheNextOneWithEveryProcessItHad()
      throws IOException, InterruptedException {
    Files.writeString(data.resolve("rhizome.conf"), PATIENT);
    try (GridProcess grid = GridProcess.start(data, "--nodes", "0")) {
      Process node = grid.node("far").process();
      Path file = grid.blueprint("stay", service());
      assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
      Map<String, List<Long>> before = grid.processes();
      assertThat(before).hasSize(REPLICAS);

      grid.kill();
      String healed = killOne(grid, before);
      GridProcess.await("all there again", () -> grid.processes().size() == REPLICAS);
      Map<String, List<Long>> alone = grid.processes();
      grid.startAgain();
      GridProcess.await("joined again", () -> joins(grid) == 2 && grid.isOnline("far"));

      assertThat(grid.run("apply", file.toString(), "--timeout", "90s").out())
          .contains("nothing to change");
      assertThat(node.isAlive()).as("the node is the process it was").isTrue();
      assertThat(grid.processes()).as("none restarted, none doubled").isEqualTo(alone);
      agreesWithTheKernel(grid, alone, healed);
      obeysTheNewGrid(grid, node);
    }
  }

  /** The agent heals without a grid; which one it was shows in what the next grid is told. */
  private static String killOne(GridProcess grid, Map<String, List<Long>> before)
      throws InterruptedException {
    String victim = "stay/it#" + (REPLICAS - 1);
    long pid = before.getOrDefault(victim, List.of()).getFirst();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    GridProcess.await(
        "healed alone",
        () -> grid.processes(victim).size() == 1 && !grid.processes(victim).contains(pid));
    return victim;
  }

  private static void agreesWithTheKernel(
      GridProcess grid, Map<String, List<Long>> processes, String healed)
      throws InterruptedException {
    GridProcess.await(
        "the restart is told", () -> incarnations(grid).getOrDefault(healed, 0L) == 2);
    Map<String, Long> expected = new TreeMap<>();
    processes.keySet().forEach(id -> expected.put(id, id.equals(healed) ? 2L : 1L));
    assertThat(incarnations(grid)).as("restarts, as the grid knows them").isEqualTo(expected);
    for (Json workload : workloads(grid)) {
      String id = workload.at("id").text();
      assertThat(workload.at("node").text()).isEqualTo("far");
      assertThat(processes.get(id)).as(id).containsExactly(workload.at("pid").number());
      assertThat(grid.run("explain", id).out()).doesNotContain("another node", "moved");
    }
  }

  private static Map<String, Long> incarnations(GridProcess grid) {
    Map<String, Long> incarnations = new TreeMap<>();
    workloads(grid).forEach(w -> incarnations.put(w.at("id").text(), w.at("incarnation").number()));
    return incarnations;
  }

  private static List<Json> workloads(GridProcess grid) {
    return grid.client().get("/v1/workloads").at("workloads").items();
  }

  private static void obeysTheNewGrid(GridProcess grid, Process node)
      throws IOException, InterruptedException {
    Path file = grid.blueprint("stay", service().replace("replicas: " + REPLICAS, "replicas: 1"));
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    GridProcess.await("one left", () -> grid.processes().size() == 1);
    assertThat(grid.run("down").code()).isZero();
    assertThat(node.waitFor(90, TimeUnit.SECONDS)).as("ends with its grid").isTrue();
    assertThat(node.exitValue()).isZero();
    assertThat(grid.processes()).isEmpty();
  }

  private static long joins(GridProcess grid) {
    try {
      return Files.readString(grid.log("far"))
          .lines()
          .filter(line -> line.contains("node far is a member of the grid"))
          .count();
    } catch (IOException e) {
      return 0;
    }
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
