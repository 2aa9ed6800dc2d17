package rhizome.agent.bench;

import java.util.List;

/**
 * One measured quantity.
 *
 * @param name stable, as benchmarks are compared by it
 * @param nanos nanoseconds, in the order they were measured
 */
public record Samples(String name, List<Long> nanos) {

  public Samples {
    nanos = List.copyOf(nanos);
  }

  /**
   * The smallest sample that at least {@code percent} of all do not exceed.
   *
   * @throws IllegalStateException when there are no samples
   */
  public long percentile(double percent) {
    if (nanos.isEmpty()) {
      throw new IllegalStateException("nothing was measured for " + name);
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }
}
