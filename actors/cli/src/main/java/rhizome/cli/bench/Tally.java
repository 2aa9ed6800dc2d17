package rhizome.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rhizome.cli.terminal.Terminal;

/** Samples of one figure, shown as they come. */
public final class Tally {

  private final Terminal terminal;
  private final String name;
  private final String unit;
  private final int rounds;
  private final List<Double> samples = new ArrayList<>();
  private int round;

  /**
   * @param rounds how many there will be; each brings one sample or several
   */
  public Tally(Terminal terminal, String name, String unit, int rounds) {
    this.terminal = terminal;
    this.name = name;
    this.unit = unit;
    this.rounds = rounds;
  }

  /** Takes what a round has brought, and says it beside all there is so far. */
  public void add(List<Double> more) {
    round++;
    samples.addAll(more);
    terminal.note("  " + line(more));
  }

  public void add(double sample) {
    add(List.of(sample));
  }

  private String line(List<Double> more) {
    String head = "%s %d/%d".formatted(name, round, rounds);
    if (more.isEmpty()) {
      return head + ": nothing to measure";
    }
    String now =
        more.size() == 1
            ? number(more.getFirst())
            : "%s to %s".formatted(number(least(more)), number(most(more)));
    Figure all = figure(null);
    return "%s: %s %s; of %d so far p50 %s, p90 %s, p99 %s, max %s"
        .formatted(
            head,
            now,
            unit,
            all.n(),
            number(all.p50()),
            number(all.p90()),
            number(all.p99()),
            number(all.max()));
  }

  private static double least(List<Double> some) {
    return some.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static double most(List<Double> some) {
    return some.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Milliseconds have no fractions worth a place on the line; small seconds have. */
  private String number(double value) {
    String seconds = value < 0.1 ? "%.4f" : "%,.2f";
    return String.format(Locale.ROOT, unit.equals("ms") ? "%,.0f" : seconds, value);
  }

  /** All of them; there must be one. */
  public Figure figure(@Nullable Double baseline) {
    return Figure.of(name, unit, samples, baseline);
  }
}
