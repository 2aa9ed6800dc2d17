package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.launch.Leftovers;

/** However a measuring ends, nothing of it stays. */
class ClusterBenchEndTest {

  private static final int BY_SIGINT = 130;

  @TempDir private Path folder;
  @TempDir private Path said;

  private List<String> flags() {
    return List.of("-Djava.io.tmpdir=" + folder);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("rhizome")).toList();
    }
  }

  @Test
  void byCtrlCItEndsWithAllItHasStarted() throws IOException, InterruptedException {
    Leftovers leftovers = new Leftovers(folder.toRealPath());
    CommandProcess bench =
        CommandProcess.start(
            said, flags(), List.of("bench", "cluster", "--only", "apply-1000-embedded"));
    GridProcess.await("a grid is starting", () -> !leftovers.processes().isEmpty());
    assertThat(left()).isNotEmpty();
    bench.interrupt();
    Said end = bench.end();
    assertThat(end.code()).as(end.err()).isEqualTo(BY_SIGINT);
    assertThat(end.err()).contains("told to end", "has ended").doesNotContain("unexpected");
    assertThat(leftovers.processes()).isEmpty();
    assertThat(left()).isEmpty();
  }

  @Test
  void withoutACassandraItSaysWhatItSkippedAndWhy() throws IOException, InterruptedException {
    List<String> words =
        List.of("bench", "cluster", "--only", "control-heal", "--rounds", "1", "-o", "json");
    ProcessBuilder builder = CommandProcess.builder(flags(), words);
    builder.environment().put("PATH", said.toString()); // no Maven there
    Said end = CommandProcess.start(said, builder).end();
    assertThat(end.code()).as(end.err()).isEqualTo(1);
    assertThat(end.err())
        .contains("SKIPPED control-heal: Cassandra ", "nothing was measured")
        .doesNotContain("unexpected");
    assertThat(end.out()).isEmpty();
    assertThat(left()).isEmpty();
  }
}
