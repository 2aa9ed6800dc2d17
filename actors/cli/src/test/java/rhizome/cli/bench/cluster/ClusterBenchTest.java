package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.bench.Figure;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** The machinery of the figures, each at a size that takes seconds. */
class ClusterBenchTest {

  private static final Path PAGE =
      Path.of(System.getProperty("rhizome.root"), "docs/reference/benchmarks.md");

  @Test
  @Tag("chaos")
  void aCrowdRunsAllItsWorkloadsAndItsBeatsAreCounted() throws Exception {
    Terminal terminal = Terminal.ofProcess(System.getenv());
    List<Figure> figures = new Crowd(terminal, 20, 60, Duration.ofSeconds(4)).measure();
    assertThat(figures)
        .extracting(Figure::name)
        .containsExactly(
            "rss-20-nodes",
            "cpu-20-nodes",
            "cpu-1000-workloads",
            "heartbeat-bytes",
            "heartbeat-messages",
            "heartbeat-segments",
            "ready-20-nodes");
    assertThat(value(figures, "rss-20-nodes")).isBetween(50.0, 4096.0);
    assertThat(value(figures, "heartbeat-bytes")).as("it beats").isBetween(50.0, 5_000.0);
    assertThat(value(figures, "heartbeat-messages")).as("with answers").isBetween(1.0, 50.0);
    assertThat(value(figures, "cpu-1000-workloads"))
        .as("of 60 workloads")
        .isCloseTo(value(figures, "cpu-20-nodes") * 1e6 / 60, withinPercentage(0.001));
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
    try (ControlJvm control = ControlJvm.start(List.of(), "")) {
      assertThat(Applies.seconds(control, 30, 2)).isPositive();
    }
  }

  /** Four JVMs are started for it, and one of them twice: it takes most of a minute. */
  @Test
  @Tag("chaos")
  void everyProgramOfALostNodeIsTimedUntilItRunsElsewhere() throws Exception {
    Terminal terminal = Terminal.ofProcess(System.getenv());
    Figure figure = new NodeHeal(terminal, false).measure("it", 1);
    assertThat(figure.n()).isPositive();
    assertThat(figure.p50()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void everyFigureIsOnThePage(Part part) throws IOException {
    String page = Files.readString(PAGE);
    assertThat(part.figures()).allSatisfy(name -> assertThat(page).contains("| `" + name + "` | "));
  }

  @Test
  void aFigureIsAskedForByAnyNameOfItsPart() {
    assertThat(Part.of(List.of("heartbeat-bytes", "control-heal", "rss-10k-nodes")))
        .containsExactly(Part.RSS_10K_NODES, Part.CONTROL_HEAL);
    assertThat(Part.of(List.of())).containsExactly(Part.values());
  }

  @Test
  void aTouchedProgramIsABrokenPromise() {
    Figure time = Figure.single("control-heal", "ms", 4000);
    ClusterBench.refuseBroken(List.of(time, Figure.single("control-heal-touched", "programs", 0)));
    Figure touched = Figure.single("control-heal-touched", "programs", 3);
    assertThatThrownBy(() -> ClusterBench.refuseBroken(List.of(time, touched)))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("3 programs came or went");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench cluster --only node-heel-single",
        "bench cluster --only node-heal-single,nothing",
        "bench cluster --only control-heel",
        "bench cluster --only control-heal --rounds 0",
        "bench cluster --only apply-1000-cassandra --rounds -1",
        "bench cluster --rounds 0",
        "bench cluster --nodes 0",
        "bench cluster --workloads -1",
        "bench cluster --only false-down --soak 9s",
        "bench cluster --only false-down --soak 25h",
        "bench cluster --only false-down --soak long"
      })
  void whatCannotBeMeasuredIsAUsageErrorBeforeAnythingIsStarted(String line) {
    Said said = ScriptedTerminal.NOBODY.run(line.split(" ", -1));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .startsWith("rhizome: ")
        .doesNotContain("Cassandra:", "settings", "unexpected");
  }

  @Test
  void aSlipInANameIsTold() {
    assertThat(ScriptedTerminal.NOBODY.run("bench", "cluster", "--only", "node-heel-single").err())
        .contains("did you mean 'node-heal-single'?", "apply-1000-embedded");
  }
}
