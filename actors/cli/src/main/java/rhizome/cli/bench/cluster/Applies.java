package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import rhizome.cli.bench.cluster.crowd.SimulatedNodes;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.waiting.Patience;
import rhizome.cli.waiting.Watch;

/** From a blueprint in the hand to all its workloads running. */
final class Applies {

  private static final Duration WAIT_MAX = Duration.ofMinutes(10);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  private Applies() {}

  /**
   * Applies a blueprint of so many workloads to a fresh grid, to which simulated nodes come before.
   *
   * @return seconds from the request to the answer that says ready
   */
  static double seconds(ControlJvm fresh, int workloads, int nodes)
      throws IOException, InterruptedException {
    try (SimulatedNodes simulated = SimulatedNodes.join(fresh.data(), nodes)) {
      awaitNodes(fresh.client(), nodes);
      double seconds = apply(fresh.client(), "bench", workloads).toNanos() / 1e9;
      if (simulated.held() < workloads) {
        throw new Trouble(
            ExitCode.FAILED,
            "the grid says ready, but only %d are held".formatted(simulated.held()));
      }
      return seconds;
    }
  }

  /** Waits until so many nodes are online. */
  static void awaitNodes(GridClient grid, int nodes) throws InterruptedException {
    long begin = System.nanoTime();
    while (online(grid) < nodes) {
      if (System.nanoTime() - begin > WAIT_MAX.toNanos()) {
        throw new Trouble(
            ExitCode.TIMED_OUT, "only %d of %d nodes are online".formatted(online(grid), nodes));
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  private static long online(GridClient grid) {
    try {
      return grid.get("/v1/status").at("zones").items().stream()
          .mapToLong(zone -> zone.at("online").number())
          .sum();
    } catch (Trouble busy) {
      if (busy.code() == ExitCode.FAILED) {
        return 0; // it does not answer in time while thousands enrol
      }
      throw busy;
    }
  }

  /** Applies programs that sleep, and waits until all are ready. */
  static Duration apply(GridClient grid, String robot, int workloads) throws InterruptedException {
    return apply(
        grid,
        robot,
        """
        blueprint: v1
        name: %s
        services:
          idle:
            run: {command: sleep, args: ["1000000"]}
            replicas: %d
            resources: {cpu: 0.001, memory: 1MiB}
        """
            .formatted(robot, workloads));
  }

  /** Applies a blueprint, and waits until all of it is ready. */
  static Duration apply(GridClient grid, String robot, String text) throws InterruptedException {
    long begin = System.nanoTime();
    grid.post("/v1/apply", Json.object("file", robot).with("text", text).with("here", "/"));
    Patience patience = new Patience(Patience.Goal.READY, WAIT_MAX);
    Watch.Outcome outcome = new Watch(grid).until(patience, robot, _ -> {});
    if (outcome.verdict() != Patience.Verdict.REACHED) {
      throw new Trouble(ExitCode.FAILED, "the measured grid is not ready: " + outcome.last());
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
