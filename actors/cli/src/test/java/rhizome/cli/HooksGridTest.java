package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real grid does when something falls, is to stop, or never becomes ready. */
class HooksGridTest {

  private static final String SERVICES =
      """
      db:
        run:
          command: sleep
          args: [WAIT]
          before-stop: {command: [sh, -c, 'echo $RHIZOME_WORKLOAD >> HERE/flushed']}
        restart: {attempts: 5, backoff: 100ms}
        actions:
          tell: {command: [sh, -c, 'echo fell >> HERE/falls'], when: [unwell]}
      deaf:
        run: {command: sleep, args: [999]}
        ports: {http: auto}
        health: {tcp: http, interval: 200ms}
      """;

  @TempDir private Path data;
  @TempDir private Path here;

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(here.resolve(file));
    } catch (IOException _) {
      return List.of();
    }
  }

  private static boolean isReady(GridProcess grid) {
    String state = grid.client().get("/v1/workloads/shop/db/0").at("status").text();
    return state.equals("ready");
  }

  private void apply(GridProcess grid, String seconds) throws IOException {
    String services = SERVICES.replace("HERE", here.toString()).replace("WAIT", seconds);
    Path file = grid.blueprint("shop", services);
    Said said = grid.run("apply", file.toString(), "--yes", "--no-wait");
    assertThat(said.code()).as(said.err()).isZero();
  }

  @Test
  void hooksRunAndWhatIsNeverReadySaysWhy() throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data)) {
      apply(grid, "998");
      GridProcess.await("the program", () -> isReady(grid));
      eachFallIsToldOnce(grid);
      whatIsNeverReadySaysWhy(grid);
      apply(grid, "997");
      GridProcess.await("what runs before the stop", () -> lines("flushed").size() == 1);
      GridProcess.await("its new form", () -> isReady(grid));
      assertThat(lines("flushed")).containsExactly("shop/db#0");
      assertThat(lines("falls")).as("an update is no fall").hasSize(2);
    }
  }

  private void eachFallIsToldOnce(GridProcess grid) throws IOException, InterruptedException {
    for (int fall = 1; fall <= 2; fall++) {
      int told = fall;
      long program = grid.processes("shop/db#0").getFirst();
      new ProcessBuilder("kill", "-9", Long.toString(program)).start().waitFor();
      GridProcess.await("the run for fall " + fall, () -> lines("falls").size() == told);
      GridProcess.await("the program again", () -> isReady(grid));
    }
    assertThat(lines("flushed")).as("nobody wished that it stops").isEmpty();
  }

  private static void whatIsNeverReadySaysWhy(GridProcess grid) throws InterruptedException {
    String said = "connection refused";
    GridProcess.await("why", () -> grid.run("status").out().contains(said));
    assertThat(grid.run("status").out()).contains("shop/deaf#0 is starting");
    assertThat(grid.run("explain", "shop/deaf#0").out()).contains(said);
  }
}
