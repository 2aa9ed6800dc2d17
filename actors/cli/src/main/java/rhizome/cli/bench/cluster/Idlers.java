package rhizome.cli.bench.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/** Robots of real programs that sleep, which nothing should touch. */
final class Idlers {

  private static final int REPLICAS = 10;

  /** What may run twice is given up sooner than what may not, so that both are there. */
  private static final Map<String, Boolean> SINGLE =
      new TreeMap<>(Map.of("first", true, "second", true, "third", false));

  private static final int PROGRAMS = SINGLE.size() * REPLICAS;

  private Idlers() {}

  /** Applies them, and waits until all are ready. */
  static void apply(GridClient grid) throws InterruptedException {
    for (Map.Entry<String, Boolean> robot : SINGLE.entrySet()) {
      Applies.apply(grid, robot.getKey(), blueprint(robot.getKey(), REPLICAS, robot.getValue()));
    }
  }

  /** All that answers where they run on so many nodes. */
  static Everybody everybody(int nodes) {
    return new Everybody(SINGLE.size(), PROGRAMS, nodes);
  }

  /** By workload, for those below a data folder. */
  static Map<String, Programs.Running> all(Path data) {
    Map<String, Programs.Running> programs = Programs.in(data);
    if (programs.size() != PROGRAMS) {
      throw new Trouble(
          ExitCode.FAILED,
          "%d programs run, and %d were wanted".formatted(programs.size(), PROGRAMS));
    }
    return programs;
  }

  /** Of one robot with so many of them. */
  static String blueprint(String robot, int replicas, boolean single) {
    return """
    blueprint: v1
    name: %s
    services:
      idle:
        run: {command: sleep, args: ["1000000"], grace: 1s}
        replicas: %d
        single: %s
        resources: {cpu: 10m, memory: 1MiB}
        health: {process: true}
    """
        .formatted(robot, replicas, single);
  }
}
