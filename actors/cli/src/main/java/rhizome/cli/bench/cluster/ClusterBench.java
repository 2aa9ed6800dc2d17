package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.bench.Figure;
import rhizome.cli.terminal.Terminal;

/**
 * Measures many processes.
 *
 * @param rounds how often each is done that is done again and again
 * @param nodes of the crowd
 * @param workloads of the crowd
 */
public record ClusterBench(Terminal terminal, int rounds, int nodes, int workloads) {

  private static final int APPLIED = 1000;
  private static final int APPLIED_TO = 10;
  private static final Duration STEADY = Duration.ofSeconds(30);

  public ClusterBench {
    if (rounds < 1 || nodes < 1 || workloads < 0) {
      throw new IllegalArgumentException(
          "--rounds and --nodes are at least 1, and --workloads at least 0");
    }
  }

  public List<Figure> measure(List<Part> parts) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (Part part : parts) {
      figures.addAll(measure(part));
    }
    return figures;
  }

  private List<Figure> measure(Part part) throws IOException, InterruptedException {
    return switch (part) {
      case NODE_HEAL_SINGLE -> heal(part, true);
      case NODE_HEAL_SHARED -> heal(part, false);
      case APPLY_1000_EMBEDDED -> {
        terminal.note(
            "applying %,d workloads to a fresh grid, %d times".formatted(APPLIED, rounds));
        yield List.of(
            Figure.of(part.figure(), "s", Applies.seconds(APPLIED, APPLIED_TO, rounds), null));
      }
      case RSS_10K_NODES -> new Crowd(terminal, nodes, workloads, STEADY).measure();
    };
  }

  private List<Figure> heal(Part part, boolean single) throws IOException, InterruptedException {
    return List.of(
        Figure.of(part.figure(), "ms", new NodeHeal(terminal, single).millis(rounds), null));
  }
}
