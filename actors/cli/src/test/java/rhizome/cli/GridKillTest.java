package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;

/** {@code kill -9} of a grid's JVM. */
class GridKillTest {

  private static final int REPLICAS = 30;

  @TempDir private Path data;

  @Test
  void anApplyThatTheGridDiedInIsCompletedAndNothingIsLostDoubledOrRestarted()
      throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data)) {
      Path file =
          grid.blueprint(
              "many",
              """
              it:
                run: {command: sleep, args: [999]}
                replicas: %d
                resources: {cpu: 1m, memory: 1MiB}
                health: {process: true}
              """
                  .formatted(REPLICAS));
      assertThat(grid.run("apply", file.toString(), "--yes", "--no-wait").code()).isZero();
      GridProcess.await("some run", () -> grid.processes().size() >= 3);
      grid.kill();
      Map<String, List<Long>> before = grid.processes();
      assertThat(before).as("killed in the middle").hasSizeBetween(3, REPLICAS);
      assertThat(grid.run("status").code()).isEqualTo(4);

      grid.startAgain();
      assertThat(grid.run("apply", file.toString(), "--timeout", "90s").code()).isZero();
      Map<String, List<Long>> after = grid.processes();
      assertThat(after).hasSize(REPLICAS);
      assertThat(after.values()).as("none doubled").allSatisfy(pids -> assertThat(pids).hasSize(1));
      assertThat(after).as("what ran was adopted").containsAllEntriesOf(before);
      agreesWithTheKernel(grid, after);
      keepsWhatIsToBeKept(grid, after);
    }
  }

  private static void agreesWithTheKernel(GridProcess grid, Map<String, List<Long>> processes) {
    for (Json workload : grid.client().get("/v1/workloads").at("workloads").items()) {
      assertThat(processes.get(workload.at("id").text()))
          .containsExactly(workload.at("pid").number());
    }
  }

  private static void keepsWhatIsToBeKept(GridProcess grid, Map<String, List<Long>> running)
      throws IOException, InterruptedException {
    assertThat(grid.run("down", "--keep").code()).isZero();
    grid.awaitEnd();
    assertThat(grid.processes()).isEqualTo(running);
    grid.startAgain();
    GridProcess.await("ready again", () -> grid.run("status").out().contains("30 ready"));
    assertThat(grid.processes()).isEqualTo(running);
    assertThat(grid.run("down").code()).isZero();
    grid.awaitEnd();
    assertThat(grid.processes()).isEmpty();
  }
}
