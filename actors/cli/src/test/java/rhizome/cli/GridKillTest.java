package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.client.GridFile;
import rhizome.cli.json.Json;

/** {@code kill -9} of a grid's JVM. */
class GridKillTest {

  private static final int REPLICAS = 30;

  /** Early enough to hit live data: what lies far behind may be chunks that nobody misses. */
  private static final int CUT = 12_000;

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
      CommandProcess applying = grid.begin("apply", file.toString(), "--yes");
      GridProcess.await("some run", () -> grid.processes().size() >= 3);
      grid.kill();
      Said cut = applying.end();
      assertThat(cut.code()).as("who waits is told").isEqualTo(4);
      assertThat(cut.err()).contains("no grid answers at");
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
    aJournalThatIsCutIsRefusedAndNotTouched(grid);
  }

  private static void aJournalThatIsCutIsRefusedAndNotTouched(GridProcess grid)
      throws IOException, InterruptedException {
    Path journal = grid.data().resolve("journal.mv.db");
    byte[] cut = Arrays.copyOf(Files.readAllBytes(journal), CUT);
    Files.write(journal, cut);
    Said refused = grid.runInItsOwnJvm("up", "--port", "0");
    assertThat(refused.code()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).contains(journal.toString(), "restore it from a copy");
    assertThat(Files.readAllBytes(journal)).as("for whoever can mend it").isEqualTo(cut);
    assertThat(GridFile.read(grid.data())).isEmpty();
    assertThat(grid.processes()).isEmpty();
  }
}
