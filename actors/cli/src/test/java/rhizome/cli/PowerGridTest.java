package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.JavaCommand;

/** Real nodes that end when nobody needs them, and are started again when somebody does. */
@Tag("chaos")
class PowerGridTest {

  private static final List<String> NODES = List.of("far1", "far2", "far3");

  @TempDir private Path data;

  @Test
  void idleNodesGoDownAndComeBackForWhoNeedsThem() throws IOException, InterruptedException {
    Path script = data.toRealPath().resolve("power-up.sh");
    Files.writeString(data.resolve("rhizome.conf"), settings(script));
    try (GridProcess grid = GridProcess.start(data, "--nodes", "0")) {
      Files.writeString(script, script(grid));
      List<Process> first = new ArrayList<>();
      for (String node : NODES) {
        first.add(
            Background.start(Background.SHORT_LIVED, words(grid, node), grid.log(node)).process());
      }
      try {
        GridProcess.await("two sleep", () -> asleep(grid).size() == 2);
        assertThat(first).filteredOn(Process::isAlive).as("processes left").hasSize(1);
        assertThat(grid.run("status").out()).contains("2 asleep").doesNotContain("not well");
        wakesForWhoWaits(grid);
      } finally {
        first.forEach(Process::destroyForcibly);
        end(grid);
      }
    }
  }

  private static String settings(Path script) {
    return """
    rhizome.power {
      enabled = on
      on-min = 1
      settle = 1s
      pace = 1s
      wake-deadline = 80s
      down = [sh, -c, "kill -TERM $PPID"]
      up = [sh, "%s"]
    }
    """
        .formatted(script);
  }

  private static void wakesForWhoWaits(GridProcess grid) throws IOException, InterruptedException {
    Path file = grid.blueprint("shop", service());
    assertThat(grid.run("apply", file.toString(), "--yes", "--no-wait").code()).isZero();
    GridProcess.await("both run", () -> grid.processes().size() == 2);
    assertThat(asleep(grid)).hasSize(1);
    String events = grid.run("events").out();
    assertThat(events)
        .contains("to be powered down, says zone default: idle")
        .contains("is heard no more, as was wanted")
        .contains("waits for 1.5 cores")
        .doesNotContain("counts as lost");
    NODES.forEach(node -> assertThatNobodyMisses(node, events));
  }

  /** Once it was told to sleep. */
  private static void assertThatNobodyMisses(String node, String events) {
    List<String> own = events.lines().filter(line -> line.contains("node  " + node)).toList();
    for (int next = 1; next < own.size(); next++) {
      if (own.get(next - 1).contains("to be powered down")) {
        assertThat(own.get(next)).contains("is heard no more, as was wanted");
      }
    }
  }

  private static List<String> asleep(GridProcess grid) {
    return grid.client().get("/v1/nodes").at("nodes").items().stream()
        .filter(node -> node.at("condition").text().equals("asleep"))
        .map(node -> node.at("name").text())
        .toList();
  }

  private static String service() {
    return """
    it:
      run: {command: sleep, args: [999]}
      replicas: 2
      resources: {cpu: 1500m, memory: 1MiB}
      health: {process: true}
      update: {at-once: 2, healthy-for: 0s}
    """;
  }

  private static List<String> words(GridProcess grid, String node) {
    String folder = grid.data().toString();
    return List.of("node", "--name", node, "--cpu", "2", "--memory", "1GiB", "--data", folder);
  }

  /** It may be told so more than once. */
  private static String script(GridProcess grid) {
    String line =
        JavaCommand.line(Background.SHORT_LIVED, words(grid, "$RHIZOME_NODE")).stream()
            .map(word -> '"' + word + '"')
            .collect(Collectors.joining(" "));
    return """
    pid="%1$s/$RHIZOME_NODE.pid"
    test -e "$pid" && kill -0 "$(cat "$pid")" && exit 0
    setsid %2$s < /dev/null >> "%1$s/$RHIZOME_NODE.log" 2>&1 &
    echo $! > "$pid"
    echo started
    """
        .formatted(grid.data(), line);
  }

  private static void end(GridProcess grid) throws IOException {
    for (String node : NODES) {
      Path pid = grid.data().resolve(node + ".pid");
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }
}
