package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.bench.Figure;
import rhizome.cli.bench.cluster.soak.Mishap;
import rhizome.cli.bench.cluster.soak.Mishaps;
import rhizome.cli.exit.Trouble;

class FalseDownTest {

  private static final Path PAGE =
      Path.of(System.getProperty("rhizome.root"), "docs/reference/benchmarks.md");

  private static final List<Double> LOADS = List.of(3.0, 5.25, 4.5);

  private final Mishaps mishaps = new Mishaps(Instant.EPOCH);

  @Test
  void eachCountIsAFigureBesideTheirSumTheLengthAndTheLoad() {
    mishaps.add(Mishap.UNREACHABLE, 2);
    mishaps.add(Mishap.TOUCHED, 5);
    List<Figure> figures = FalseDown.figures(61.5, LOADS, mishaps);
    assertThat(figures)
        .contains(
            Figure.single("false-down", "mishaps", 7),
            Figure.single("false-down-suspected", "nodes", 0),
            Figure.single("false-down-unreachable", "members", 2),
            Figure.single("false-down-touched", "programs", 5),
            Figure.single("false-down-length", "s", 61.5),
            Figure.of("false-down-load", "load", LOADS, null));
    assertThat(figures).hasSize(Mishap.values().length + 3);
  }

  @Test
  void itIsSaidHowLongItTakesYetAndWhatItCameTo() {
    mishaps.add(Mishap.LOST, 1);
    String counts =
        "suspected 0, lost 1, unreachable 0, downed 0, leases-over 0, freezes 0, touched 0,"
            + " unseen 0";
    assertThat(FalseDown.progress(Duration.ofMinutes(59), 4.256, mishaps))
        .isEqualTo("false-down: 59 min 0 s left; " + counts + "; load 4.26");
    assertThat(FalseDown.summary(3600.4, LOADS, mishaps))
        .isEqualTo(
            "false-down: in 3600 s 1, of a goal of 0: "
                + counts
                + "; load average min 3.00, median 4.50, max 5.25");
  }

  @Test
  void anyMishapIsABrokenPromise() {
    List<Figure> none = FalseDown.figures(60, LOADS, mishaps);
    ClusterBench.refuseBroken(none);
    mishaps.add(Mishap.SUSPECTED, 1);
    List<Figure> some = FalseDown.figures(60, LOADS, mishaps);
    assertThatThrownBy(() -> ClusterBench.refuseBroken(some))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("1 mishaps though nothing failed");
  }

  @Test
  void everyCountIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(FalseDown.figures(60, LOADS, mishaps))
        .allSatisfy(figure -> assertThat(page).contains("| `" + figure.name() + "` | "));
  }
}
