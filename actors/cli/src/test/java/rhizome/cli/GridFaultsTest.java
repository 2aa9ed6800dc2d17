package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.client.GridFile;
import rhizome.cli.json.Json;

/** What goes wrong in a grid, seen from outside; all on one grid of two nodes. */
class GridFaultsTest {

  /** Ten MiB for the log and each older piece (agent's settings), and what else there is. */
  private static final long LOGS_MAX = 64 << 20;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services: [|broken.yaml:4:1: expected the node content|^|expected",
        "servces: {it: {run: sleep}}|broken.yaml:3:1: unknown key 'servces'|^|'services'?",
        "services: {it: {run: sleep, replica: 2}}|unknown key 'replica'|^|'replicas'?",
        "services: {a: {run: x, needs: [b]}, b: {run: x, needs: [a]}}|in a circle: a needs b|^|out",
        "services: {it: {run: sleep}}%---%name: two|broken.yaml:4:1:|^|one",
        "services: &all {it: {run: sleep, needs: *all}}|broken.yaml:3:|^|expected"
      })
  void whatIsNoBlueprintIsToldWithItsPlaceAndChangesNothing(
      String text, String problem, String caret, String hint) throws IOException {
    Path broken = data.resolve("broken.yaml");
    Files.writeString(broken, "blueprint: v1\nname: broken\n" + text.replace('%', '\n') + "\n");
    Map<String, List<Long>> before = grid.processes();
    for (String command : List.of("plan", "apply --yes")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.add(broken.toString());
      Said said = grid.run(words.toArray(String[]::new));
      assertThat(said.code()).isEqualTo(3);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).contains(problem, caret, hint, "nothing was changed");
    }
    assertThat(grid.run("get", "robots", "-o", "json").out()).doesNotContain("broken");
    assertThat(grid.processes()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/status, ",
    "GET, /v1/events?after=0, ",
    "POST, /v1/apply, '{\"file\":\"f\",\"here\":\"/\",\"text\":\"{blueprint: v1, name: thief}\"}'",
    "DELETE, /v1/robots/guarded, ",
    "POST, /v1/shutdown, '{\"keep\":false}'"
  })
  void withoutTheRightTokenNothingIsToldAndNothingChanged(String method, String path, String body)
      throws IOException, InterruptedException {
    Path file = grid.blueprint("guarded", service("sleep", "[999]", 5));
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    Map<String, List<Long>> before = grid.processes();
    for (String authorization : List.of("", "Bearer " + "x".repeat(43), "Basic b3BlcmF0b3I6")) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(grid.client().url().resolve(path))
              .method(method, BodyPublishers.ofString(body == null ? "" : body));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(authorization).isEqualTo(401);
      assertThat(answer.body()).contains("unauthorized").doesNotContain("\"name\"");
    }
    assertThat(grid.run("get", "robots", "-o", "json").out())
        .contains("guarded")
        .doesNotContain("thief");
    assertThat(grid.processes()).isEqualTo(before);
  }

  @Test
  void aPortThatAProgramNeedsAndAnotherHasIsToldAndNotFoughtOver()
      throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String ports = "  ports: {web: %d}\n".formatted(taken.getLocalPort());
      Path file = grid.blueprint("squatter", service("sleep", "[999]", 2) + ports);
      assertThat(grid.run("apply", file.toString(), "--yes", "--no-wait").code()).isZero();
      GridProcess.await(
          "parked", () -> grid.run("status").out().contains("needs a human  squatter/it#0"));
      assertThat(grid.run("explain", "squatter/it#0").out())
          .contains("port %d (web) is already taken".formatted(taken.getLocalPort()));
      assertThat(grid.processes()).doesNotContainKey("squatter/it#0");
      assertThat(taken.isClosed()).isFalse();
    }
    assertThat(grid.run("retry", "squatter/it#0").code()).isZero();
    assertThat(grid.run("apply", data.resolve("squatter.yaml") + "", "--yes").code()).isZero();
    assertThat(grid.run("destroy", "squatter", "--yes").code()).isZero();
  }

  @Test
  void anApiPortThatIsTakenIsRefusedByNumberAndLeavesBothAsTheyWere(@TempDir Path other)
      throws IOException, InterruptedException {
    String port = Integer.toString(grid.client().url().getPort());
    Said second =
        CommandProcess.start(
                other, List.of(), List.of("up", "--port", port, "--data", other.toString()))
            .end();
    assertThat(second.code()).as(second.err()).isEqualTo(1);
    assertThat(second.err()).contains("rhizome: ", port, "--port");
    assertThat(other.resolve(GridFile.NAME)).doesNotExist();
    assertThat(grid.run("status").code()).isZero();
  }

  @Test
  void outputOfAGigabyteIsBoundedOnDiskAndHarmsNobody() throws IOException, InterruptedException {
    Path done = data.resolve("done");
    String script = "[-c, \"head -c 1073741824 /dev/zero; touch " + done + "; exec sleep 999\"]";
    Path file = grid.blueprint("chatter", service("sh", script, 5));
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    GridProcess.await("all written", () -> Files.exists(done));
    GridProcess.await("bounded", () -> bytesBelow(data.resolve("nodes")) < LOGS_MAX);
    assertThat(grid.run("logs", "chatter/it#0").code()).isZero();
    Json now = grid.client().get("/v1/workloads/chatter/it/0");
    assertThat(now.at("incarnation").number()).as("never restarted for it").isEqualTo(1);
    assertThat(grid.run("destroy", "chatter", "--yes").code()).isZero();
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

  private static long bytesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return Long.MAX_VALUE; // a file went while it was looked at
    }
  }

  private static long lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      return 0;
    }
  }
}
