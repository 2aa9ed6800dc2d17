package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;

/** Jobs with a schedule on a real grid, whose JVM is killed while one runs. */
class JobsGridTest {

  private static final String SERVICES =
      """
      report:
        run:
          command: sh
          args: [-c, 'echo begun >> HERE/runs; until [ -e HERE/go ]; do sleep 0.1; done; exit 0']
        job: {schedule: '15 3 29 2 *', time-zone: Europe/Brussels}
      broken:
        run: {command: sh, args: [-c, 'exit 3']}
        restart: {attempts: 0}
        job: {schedule: '@yearly'}
      """;

  @TempDir private Path data;
  @TempDir private Path here;

  private List<String> runs() {
    try {
      return Files.readAllLines(here.resolve("runs"));
    } catch (IOException _) {
      return List.of();
    }
  }

  private static String outcome(GridProcess grid, int job) {
    List<Json> runs =
        grid.client().get("/v1/robots/shop/jobs").at("jobs").items().get(job).at("runs").items();
    return runs.isEmpty() ? "none" : runs.getFirst().at("outcome").text();
  }

  @Test
  void aJobRunsOnlyWhenItIsToAndAKilledGridKnowsItsRuns() throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data)) {
      Path file = grid.blueprint("shop", SERVICES.replace("HERE", here.toString()));
      Said applied = grid.run("apply", file.toString(), "--yes");
      assertThat(applied.code()).as(applied.err()).isZero();
      assertThat(grid.run("status").out()).contains("well");
      assertThat(grid.run("jobs", "shop").out())
          .contains("report: 15 3 29 2 *, Europe/Brussels; next due 20")
          .contains("-02-29 03:15:00")
          .contains("no run yet");
      assertThat(runs()).isEmpty();
      aKilledGridKnowsItsRuns(grid);
      whatFailsIsTold(grid);
    }
  }

  private void aKilledGridKnowsItsRuns(GridProcess grid) throws IOException, InterruptedException {
    assertThat(grid.run("jobs", "run", "shop/report").out()).contains("running shop/report");
    GridProcess.await("its start", () -> !runs().isEmpty());
    Said again = grid.run("jobs", "run", "shop/report");
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains("still goes");
    grid.kill();
    grid.startAgain();
    GridProcess.await("its job", () -> outcome(grid, 0).equals("running"));
    assertThat(runs()).containsExactly("begun");
    Files.createFile(here.resolve("go"));
    GridProcess.await("its end", () -> outcome(grid, 0).equals("succeeded"));
    assertThat(grid.run("jobs", "run", "shop/report").code()).isZero();
    GridProcess.await("its next end", () -> grid.run("jobs", "shop").out().contains("  2  "));
    GridProcess.await("it", () -> outcome(grid, 0).equals("succeeded"));
  }

  private static void whatFailsIsTold(GridProcess grid) throws InterruptedException {
    assertThat(grid.run("jobs", "run", "shop/broken").code()).isZero();
    GridProcess.await("its failure", () -> outcome(grid, 1).equals("failed"));
    assertThat(grid.run("status").out()).contains("well").doesNotContain("needs a human");
    assertThat(grid.run("explain", "shop/broken#0").out()).contains("run 1 failed");
    assertThat(grid.run("retry", "shop/broken#0").code()).isEqualTo(3);
  }
}
