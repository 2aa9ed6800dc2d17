package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import rhizome.cli.bench.Figure;
import rhizome.cli.bench.Tally;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** From the loss of a node's host to each of its programs running on another, seen in /proc. */
final class NodeHeal {

  /** One control member is enough to lose nodes, and the leases are a cluster's. */
  private static final String LEASES = "include classpath(\"rhizome/leases.conf\")";

  private static final int NODES = 3;
  private static final int REPLICAS = 12;
  private static final Duration HEAL_MAX = Duration.ofMinutes(2);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);

  private final Terminal terminal;
  private final boolean single;

  /**
   * @param single what is lost must not run twice, so that more care is taken
   */
  NodeHeal(Terminal terminal, boolean single) {
    this.terminal = terminal;
    this.single = single;
  }

  /** Milliseconds of every program of so many lost nodes. */
  Figure measure(String figure, int rounds) throws IOException, InterruptedException {
    Tally tally = new Tally(terminal, figure, "ms", rounds);
    try (ControlJvm control = ControlJvm.start(List.of(), LEASES)) {
      List<NodeJvm> nodes = new ArrayList<>();
      for (int i = 1; i <= NODES; i++) {
        nodes.add(NodeJvm.start(control.data(), "n" + i));
      }
      try {
        Applies.awaitNodes(control.client(), NODES);
        apply(control.client());
        for (int round = 0; round < rounds; round++) {
          awaitAll(control.data());
          NodeJvm victim = nodes.get(round % NODES);
          tally.add(lose(control, victim));
          victim.startAgain();
          Applies.awaitNodes(control.client(), NODES);
        }
      } finally {
        for (NodeJvm node : nodes) {
          node.lose(); // waits: who is half dead still writes into the folder
        }
      }
    }
    return tally.figure(null);
  }

  private void apply(GridClient grid) {
    String text = Idlers.blueprint("heal", REPLICAS, single);
    grid.post("/v1/apply", Json.object("file", "heal").with("text", text).with("here", "/"));
  }

  private static void awaitAll(Path data) throws InterruptedException {
    long begin = System.nanoTime();
    while (Programs.in(data).size() < REPLICAS) {
      refuseLate(begin, "the programs do not all run");
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  private static List<Double> lose(ControlJvm control, NodeJvm victim) throws InterruptedException {
    TreeSet<String> lost = new TreeSet<>();
    Programs.in(control.data())
        .forEach(
            (workload, running) -> {
              if (running.node().startsWith(victim.work())) {
                lost.add(workload);
              }
            });
    long begin = System.nanoTime();
    victim.lose();
    List<Double> millis = new ArrayList<>();
    while (!lost.isEmpty()) {
      refuseLate(begin, "never back: " + lost);
      Map<String, Programs.Running> now = Programs.in(control.data());
      double since = (System.nanoTime() - begin) / 1e6;
      for (String workload : List.copyOf(lost)) {
        Programs.Running running = now.get(workload);
        if (running != null && !running.node().startsWith(victim.work())) {
          lost.remove(workload);
          millis.add(since);
        }
      }
      Thread.sleep(LOOK_INTERVAL);
    }
    return millis;
  }

  private static void refuseLate(long begin, String what) {
    if (System.nanoTime() - begin > HEAL_MAX.toNanos()) {
      throw new Trouble(ExitCode.TIMED_OUT, what);
    }
  }
}
