package rhizome.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.terminal.Terminal;
import rhizome.house.Property;

class TallyTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Tally tally(String unit, int rounds) {
    PrintStream beside = new PrintStream(said, true, UTF_8);
    return new Tally(
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            beside,
            new ByteArrayInputStream(new byte[0]),
            false,
            false,
            80),
        "it",
        unit,
        rounds);
  }

  private List<String> lines() {
    return said.toString(UTF_8).lines().toList();
  }

  @Test
  void aSampleIsShownAtOnceBesideTheDistributionSoFar() {
    Tally tally = tally("ms", 3);
    tally.add(4000.4);
    assertThat(lines())
        .containsExactly(
            "  it 1/3: 4,000 ms; of 1 so far p50 4,000, p90 4,000, p99 4,000, max 4,000");
    tally.add(3000);
    tally.add(5000);
    assertThat(lines().getLast())
        .isEqualTo("  it 3/3: 5,000 ms; of 3 so far p50 4,000, p90 5,000, p99 5,000, max 5,000");
  }

  @Test
  void ofARoundWithManyTheLeastAndTheMostAreShown() {
    Tally tally = tally("s", 2);
    tally.add(List.of(2.0, 1.25, 3.0));
    tally.add(List.of());
    assertThat(lines())
        .containsExactly(
            "  it 1/2: 1.25 to 3.00 s; of 3 so far p50 2.00, p90 3.00, p99 3.00, max 3.00",
            "  it 2/2: nothing to measure");
  }

  @Test
  void theFigureIsThatOfAllSamplesHoweverTheyCame() {
    Property.forAll(
        random -> {
          Tally tally = tally("ms", 100);
          List<Double> all = new ArrayList<>();
          for (int round = random.nextInt(1, 9); round > 0; round--) {
            List<Double> some = new ArrayList<>();
            random.doubles(random.nextInt(1, 7)).forEach(some::add);
            tally.add(some);
            all.addAll(some);
          }
          assertThat(tally.figure(0.5)).isEqualTo(Figure.of("it", "ms", all, 0.5));
        });
  }
}
