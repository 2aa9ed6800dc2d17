package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.bench.Figure;
import rhizome.cli.bench.cluster.crowd.Messages;
import rhizome.cli.bench.cluster.crowd.SimulatedNodes;
import rhizome.cli.bench.cluster.crowd.Wire;
import rhizome.cli.terminal.Terminal;

/** One control member that represents a crowd of nodes and their workloads, and what it costs. */
final class Crowd {

  /** What the issue grants a control member. */
  private static final List<String> FLAGS = List.of("-Xmx4g");

  /**
   * A beat each second, as a large grid is told to; and a lease that outlives the minutes in which
   * thousands enrol at once.
   */
  private static final String SETTINGS =
      "rhizome.grid { heartbeat-interval = 1s, lease = 60s, suspect-after = 30s, ask-timeout = 30s"
          + " }";

  private static final int PER_ROBOT = 1000;
  private final Terminal terminal;
  private final int nodes;
  private final int workloads;
  private final Duration steady;

  /**
   * @param steady how long it is looked at when nothing changes any more
   */
  Crowd(Terminal terminal, int nodes, int workloads, Duration steady) {
    this.terminal = terminal;
    this.nodes = nodes;
    this.workloads = workloads;
    this.steady = steady;
  }

  /** Memory, processor and wire, once all run and nothing changes. */
  List<Figure> measure() throws IOException, InterruptedException {
    try (ControlJvm control = ControlJvm.start(FLAGS, SETTINGS);
        SimulatedNodes simulated = SimulatedNodes.join(control.data(), nodes)) {
      long begin = System.nanoTime();
      Applies.awaitNodes(control.client(), nodes);
      terminal.note("%,d nodes are online after %.0f s".formatted(nodes, since(begin)));
      for (int robot = 0; robot * PER_ROBOT < workloads; robot++) {
        int some = Math.min(PER_ROBOT, workloads - robot * PER_ROBOT);
        Applies.apply(control.client(), "bench-" + robot, some);
        terminal.note("%,d workloads run after %.0f s".formatted(simulated.held(), since(begin)));
      }
      double ready = since(begin);
      List<Figure> figures = new ArrayList<>(steady(control));
      figures.add(Figure.single(named("ready"), "s", ready));
      return figures;
    }
  }

  private List<Figure> steady(ControlJvm control) throws IOException, InterruptedException {
    terminal.note("looking at it for %d s".formatted(steady.toSeconds()));
    Wire wireBefore = Wire.of(control.memberPort());
    long messagesBefore = Messages.count();
    Duration cpuBefore = control.cpu();
    long begin = System.nanoTime();
    Thread.sleep(steady);
    double seconds = since(begin);
    Wire wire = Wire.of(control.memberPort()).since(wireBefore);
    long messages = Messages.count() - messagesBefore;
    double cores = control.cpu().minus(cpuBefore).toNanos() / 1e9 / seconds;
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.single(named("rss"), "MiB", control.rssBytes() / (double) (1 << 20)));
    figures.add(Figure.single(named("cpu"), "cores", cores));
    if (workloads > 0) {
      figures.add(Figure.single("cpu-1000-workloads", "ms/s", millisPerThousand(cores)));
    }
    figures.add(Figure.single("heartbeat-bytes", "B/s", wire.bytes() / seconds / nodes));
    figures.add(Figure.single("heartbeat-messages", "1/s", messages / seconds / nodes));
    figures.add(Figure.single("heartbeat-segments", "1/s", wire.segments() / seconds / nodes));
    return figures;
  }

  private double millisPerThousand(double cores) {
    return cores * 1e3 / (workloads / 1e3);
  }

  /** {@code rss-10k-nodes}: a crowd of another size has another name. */
  private String named(String what) {
    String size = nodes % 1000 == 0 ? nodes / 1000 + "k" : Integer.toString(nodes);
    return "%s-%s-nodes".formatted(what, size);
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
