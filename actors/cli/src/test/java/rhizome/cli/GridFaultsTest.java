package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.GridProcess.Said;
import rhizome.cli.json.Json;

/** What goes wrong in a grid, seen from outside; all on one grid of two nodes. */
class GridFaultsTest {

  @TempDir private static Path data;
  private static GridProcess grid;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    grid = GridProcess.start(data, "--nodes", "2");
  }

  @AfterAll
  static void end() {
    grid.close();
  }

  @Test
  void aBrokenBlueprintShowsEveryProblemInItsPlaceAndChangesNothing() {
    Path broken = Path.of(System.getProperty("rhizome.root"), "blueprints/examples/broken.yaml");
    String before = grid.run("get", "robots", "-o", "json").out();
    Said said = grid.run("apply", broken.toString(), "--yes");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err().lines().filter(line -> line.startsWith("" + broken)).count())
        .as(said.err())
        .isGreaterThan(1);
    assertThat(said.err()).contains("^", "nothing was changed");
    assertThat(grid.run("get", "robots", "-o", "json").out()).isEqualTo(before);
  }

  @Test
  void aProgramThatDoesNotExistIsParkedWithItsReason() throws IOException {
    Path file = grid.blueprint("ghost", service("rhizome-no-such-program", "[]", 1));
    Said said = grid.run("apply", file.toString(), "--yes");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("ghost needs a human", "rhizome explain ghost/it#0");
    assertThat(grid.run("explain", "ghost/it#0").out())
        .contains("no program 'rhizome-no-such-program' in PATH");
    assertThat(grid.run("status").out()).contains("needs a human  ghost/it#0");
    assertThat(grid.run("destroy", "ghost", "--yes").code()).isZero();
  }

  @Test
  void aProgramThatEndsAtOnceForEverIsParkedOnceAfterFewStarts()
      throws IOException, InterruptedException {
    Path counter = data.resolve("starts");
    String script = "[-c, \"echo x >> " + counter + "; exit 3\"]";
    Path file = grid.blueprint("crasher", service("sh", script, 3));
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isEqualTo(1);
    long starts = lines(counter);
    assertThat(starts).as("three restarts on each of two nodes").isBetween(4L, 8L);
    Json timeline = grid.client().get("/v1/workloads/crasher/it/0/timeline");
    assertThat(timeline.at("entries").items())
        .filteredOn(entry -> entry.at("event").text().equals("parked"))
        .hasSize(1);
    Thread.sleep(1_000);
    assertThat(lines(counter)).as("nobody tries on").isEqualTo(starts);
    assertThat(grid.run("retry", "crasher/it#0").code()).isZero();
    GridProcess.await("tried again", () -> lines(counter) > starts);
    assertThat(grid.run("destroy", "crasher", "--yes").code()).isZero();
  }

  @Test
  void aProgramThatIgnoresTheSignalIsKilledAfterItsGraceWithAllItStarted() throws IOException {
    String script = "[-c, \"trap '' TERM; sleep 999 & wait; while true; do sleep 1; done\"]";
    Path file =
        grid.blueprint(
            "deaf",
            """
            it:
              run: {command: sh, args: %s, grace: 500ms}
              health: {process: true}
            """
                .formatted(script));
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    assertThat(grid.processes("deaf/it#0")).hasSizeGreaterThanOrEqualTo(2);
    Said destroyed = grid.run("destroy", "deaf", "--yes");
    assertThat(destroyed.code()).as(destroyed.err()).isZero();
    assertThat(grid.processes()).doesNotContainKey("deaf/it#0");
  }

  @Test
  void aKilledProcessIsReplacedAndTheStorySaysWhy() throws IOException, InterruptedException {
    Path file = grid.blueprint("phoenix", service("sleep", "[999]", 5));
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    long pid = grid.processes("phoenix/it#0").getFirst();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    GridProcess.await(
        "told", () -> grid.run("explain", "phoenix/it#0").out().contains("ready again"));
    assertThat(grid.run("explain", "phoenix/it#0").out()).contains("signal 9 (SIGKILL)");
    assertThat(grid.processes("phoenix/it#0")).hasSize(1).doesNotContain(pid);
    assertThat(grid.run("destroy", "phoenix", "--yes").code()).isZero();
  }

  private static String service(String command, String args, int attempts) {
    return """
    it:
      run: {command: %s, args: %s}
      health: {process: true}
      restart: {attempts: %d, backoff: 10ms}
    """
        .formatted(command, args, attempts);
  }

  private static long lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      return 0;
    }
  }
}
