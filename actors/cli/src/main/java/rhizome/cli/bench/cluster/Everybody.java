package rhizome.cli.bench.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;

/**
 * All entities of a small grid. Who asks for them all is answered only when each of them has
 * answered.
 */
record Everybody(int robots, int workloads, int nodes) {

  private static final Duration ASK_INTERVAL = Duration.ofMillis(100);

  /** Longer than a question takes that waits for a shard's new home with all others. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

  /**
   * Asks until everybody answers. A question that was on its way to a dead member is lost, and
   * whoever waited for its time-out would measure that; so each goes without regard to the last.
   *
   * @param begin since when
   * @return milliseconds until the first whole answer
   */
  double millisToAnswer(GridClient grid, long begin, Duration max) throws InterruptedException {
    GridClient hasty = grid.within(ANSWER_MAX);
    CompletableFuture<Long> answered = new CompletableFuture<>();
    ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
    try {
      while (System.nanoTime() - begin < max.toNanos()) {
        askers.execute(
            () -> {
              if (answer(hasty)) {
                answered.complete(System.nanoTime());
              }
            });
        try {
          return (answered.get(ASK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS) - begin) / 1e6;
        } catch (TimeoutException _) {
          continue;
        } catch (ExecutionException e) {
          throw new IllegalStateException("there is no way to fail", e);
        }
      }
      throw new Trouble(
          ExitCode.TIMED_OUT, "not all of %s answer after %d s".formatted(this, max.toSeconds()));
    } finally {
      askers.shutdownNow();
    }
  }

  /** Whether each of them answers now. */
  boolean answer(GridClient grid) {
    try {
      Json status = grid.get("/v1/status");
      return status.at("robots").number() == robots
          && status.at("nodes").number() == nodes
          && grid.get("/v1/workloads").at("workloads").items().size() == workloads;
    } catch (Trouble _) {
      return false;
    }
  }
}
