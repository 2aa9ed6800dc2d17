package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.JavaCommand;

/** What only a process of its own can show: signals, and a terminal that is one. */
class OwnProcessTest {

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final int ENDED_BY_SIGINT = 130;

  @TempDir private static Path data;
  private static LoopbackGrid grid;

  @BeforeAll
  static void open() throws IOException {
    grid = new LoopbackGrid(data);
    grid.blueprint("slow", "it: {run: {command: slow}}\n");
    Path file = grid.blueprint("talk", "it: {run: {command: serve}}\n");
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    grid.world().print("talk/it#0", "hello\n");
  }

  @AfterAll
  static void close() {
    grid.close();
  }

  @Test
  void ctrlCEndsTheWaitingAtOnceAndTheGridGoesOnWithWhatWasApplied()
      throws IOException, InterruptedException {
    CommandProcess apply = start("apply", data.resolve("slow.yaml").toString(), "--yes");
    GridProcess.await("waits", () -> apply.errSoFar().contains("it 0/1"));
    apply.interrupt();
    Said said = apply.end();
    assertThat(said.code()).isEqualTo(ENDED_BY_SIGINT);
    assertThat(said.err()).as("no trace, no blame").isEqualTo("  it 0/1\n");
    grid.world().ready("slow/it#0");
    assertThat(grid.run("get", "robots").out()).containsPattern("slow +active +yes");
  }

  @Test
  void ctrlCEndsFollowingAfterAllThatWasThereIsShown() throws IOException, InterruptedException {
    CommandProcess logs = start("logs", "-f", "talk/it#0");
    GridProcess.await("shown", () -> logs.outSoFar().equals("hello\n"));
    grid.world().print("talk/it#0", "again\n");
    GridProcess.await("shown as it comes", () -> logs.outSoFar().equals("hello\nagain\n"));
    logs.interrupt();
    Said said = logs.end();
    assertThat(said.code()).isEqualTo(ENDED_BY_SIGINT);
    assertThat(said.err()).isEmpty();
  }

  /** https://no-color.org: any value but an empty one says no. */
  @ParameterizedTest
  @CsvSource({"'', true", "1, false"})
  void aRealTerminalIsPaintedUnlessItsOwnerSaysNo(String noColor, boolean painted)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SCRIPT), "needs " + SCRIPT + " of util-linux");
    List<String> line = new ArrayList<>();
    JavaCommand.line(Background.SHORT_LIVED, List.of("status", "--data", data.toString()))
        .forEach(word -> line.add("'" + word + "'"));
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "-qec", String.join(" ", line), "/dev/null");
    builder.environment().put("TERM", "xterm");
    builder.environment().put("NO_COLOR", noColor);
    Said said = CommandProcess.start(data, builder).end();
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("well", "zone cellar");
    assertThat(said.out().contains("\u001b[")).as(said.out()).isEqualTo(painted);
  }

  private static CommandProcess start(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return CommandProcess.start(data, List.of(), all);
  }
}
