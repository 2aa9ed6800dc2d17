package rhizome.cli.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rhizome.cli.json.Json;

/**
 * One measured figure; names are stable (docs/reference/benchmarks.md).
 *
 * @param n how often it was measured; a single number stands in {@code p50}
 * @param baseline median of the figure's floor, from the same run; null where there is none
 */
public record Figure(
    String name,
    String unit,
    int n,
    double p50,
    double p90,
    double p99,
    double max,
    @Nullable Double baseline) {

  /** From samples in any order. */
  public static Figure of(
      String name, String unit, List<Double> samples, @Nullable Double baseline) {
    List<Double> sorted = samples.stream().sorted().toList();
    return new Figure(
        name,
        unit,
        sorted.size(),
        rank(sorted, 50),
        rank(sorted, 90),
        rank(sorted, 99),
        sorted.getLast(),
        baseline);
  }

  public static Figure single(String name, String unit, double value) {
    return of(name, unit, List.of(value), null);
  }

  private static double rank(List<Double> sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }

  Json json() {
    return Json.object("name", name)
        .with("unit", unit)
        .with("n", n)
        .with("p50", rounded(p50))
        .with("p90", rounded(p90))
        .with("p99", rounded(p99))
        .with("max", rounded(max))
        .with("baseline", baseline == null ? null : rounded(baseline));
  }

  private static double rounded(double value) {
    double parts = Math.abs(value) < 0.1 ? 1e6 : 1e3;
    return Math.round(value * parts) / parts;
  }
}
