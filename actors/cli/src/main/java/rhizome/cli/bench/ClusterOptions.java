package rhizome.cli.bench;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.bench.cluster.ClusterBench;
import rhizome.cli.bench.cluster.Part;
import rhizome.cli.command.Amount;
import rhizome.cli.terminal.Terminal;

/** What of a cluster is measured, and how much of it. */
final class ClusterOptions {

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "FIGURE",
      description = "Of docs/reference/benchmarks.md (default: all).")
  private @Nullable List<String> only;

  @Option(names = "--rounds", defaultValue = "5", description = "Nodes or members lost; applies.")
  private int rounds;

  @Option(names = "--nodes", defaultValue = "10000", description = "Of the crowd.")
  private int nodes;

  @Option(names = "--workloads", defaultValue = "100000", description = "Of the crowd.")
  private int workloads;

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      converter = Amount.OfTime.class,
      description = "Of false-down, such as 10m (default: 1h; 2m without --only).")
  private @Nullable Duration soak;

  /**
   * @throws IllegalArgumentException if a figure is not known; says which would be
   */
  List<Part> parts() {
    return Part.of(only == null ? List.of() : only);
  }

  /**
   * @throws IllegalArgumentException if an amount makes no sense
   */
  ClusterBench bench(Terminal terminal) {
    return new ClusterBench(terminal, rounds, nodes, workloads, length());
  }

  private Duration length() {
    if (soak != null) {
      return soak;
    }
    return only == null ? ClusterBench.SOAK_AMONG_ALL : ClusterBench.SOAK_ALONE;
  }
}
