package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.bench.Figure;
import rhizome.cli.terminal.Terminal;

/** The machinery of the figures, each at a size that takes seconds. */
class ClusterBenchTest {

  private static final Path PAGE =
      Path.of(System.getProperty("rhizome.root"), "docs/reference/benchmarks.md");

  @Test
  void aCrowdRunsAllItsWorkloadsAndItsBeatsAreCounted() throws Exception {
    Terminal terminal = Terminal.ofProcess(System.getenv());
    List<Figure> figures = new Crowd(terminal, 20, 60, Duration.ofSeconds(4)).measure();
    assertThat(figures)
        .extracting(Figure::name)
        .containsExactly(
            "rss-20-nodes",
            "cpu-20-nodes",
            "heartbeat-bytes",
            "heartbeat-segments",
            "ready-20-nodes");
    assertThat(value(figures, "rss-20-nodes")).isBetween(50.0, 4096.0);
    assertThat(value(figures, "heartbeat-bytes")).as("it beats").isBetween(50.0, 5_000.0);
    assertThat(value(figures, "ready-20-nodes")).isPositive();
  }

  private static double value(List<Figure> figures, String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .mapToDouble(Figure::p50)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anApplyIsTimedToTheLastWorkload() throws Exception {
    assertThat(Applies.seconds(30, 2, 1))
        .singleElement()
        .satisfies(s -> assertThat(s).isPositive());
  }

  @Test
  void everyProgramOfALostNodeIsTimedUntilItRunsElsewhere() throws Exception {
    Terminal terminal = Terminal.ofProcess(System.getenv());
    List<Double> millis = new NodeHeal(terminal, false).millis(1);
    assertThat(millis).isNotEmpty().allSatisfy(one -> assertThat(one).isPositive());
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void everyFigureIsOnThePage(Part part) throws IOException {
    assertThat(Files.readString(PAGE)).contains("| `" + part.figure() + "` | ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench cluster --only node-heel-single",
        "bench cluster --only node-heal-single,nothing",
        "bench cluster --rounds 0",
        "bench cluster --nodes 0",
        "bench cluster --workloads -1"
      })
  void whatCannotBeMeasuredIsAUsageErrorBeforeAnythingIsStarted(String line) {
    Said said = ScriptedTerminal.NOBODY.run(line.split(" ", -1));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("rhizome: ").doesNotContain("losing", "unexpected");
  }

  @Test
  void aSlipInANameIsTold() {
    assertThat(ScriptedTerminal.NOBODY.run("bench", "cluster", "--only", "node-heel-single").err())
        .contains("did you mean 'node-heal-single'?", "apply-1000-embedded");
  }
}
