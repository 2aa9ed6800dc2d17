package rhizome.cli.bench.cluster;

import java.time.Duration;
import java.util.List;
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

  private static final Duration ASK_INTERVAL_MIN = Duration.ofMillis(100);

  /** What is measured is not finer than this part of it: who is slow is not asked to death. */
  private static final int ASK_SHARE = 20;

  /**
   * Questions that wait for new homes are all answered at once, which weighs on what is measured;
   * so there are never more than ten of them, or a quarter of all.
   */
  private static final Duration ANSWER_MIN = Duration.ofSeconds(1);

  private static final int ANSWER_SHARE = 4;

  /**
   * Asks until everybody answers. A question that was on its way to a dead member is lost, and
   * whoever waited for its time-out would measure that; so each goes without regard to the last.
   *
   * @param begin since when
   * @return milliseconds until the first whole answer
   */
  double millisToAnswer(GridClient grid, long begin, Duration max) throws InterruptedException {
    CompletableFuture<Long> answered = new CompletableFuture<>();
    ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
    try {
      long passed = System.nanoTime() - begin;
      while (passed < max.toNanos()) {
        GridClient hasty = grid.within(patience(Duration.ofNanos(passed)));
        askers.execute(
            () -> {
              if (answer(hasty)) {
                answered.complete(System.nanoTime());
              }
            });
        long pause = longer(Duration.ofNanos(passed).dividedBy(ASK_SHARE), ASK_INTERVAL_MIN);
        try {
          return (answered.get(pause, TimeUnit.NANOSECONDS) - begin) / 1e6;
        } catch (TimeoutException _) {
          passed = System.nanoTime() - begin;
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

  /** How long to wait for an answer to what is asked now: longer where nothing goes fast. */
  private static Duration patience(Duration passed) {
    return Duration.ofNanos(longer(passed.dividedBy(ANSWER_SHARE), ANSWER_MIN));
  }

  private static long longer(Duration share, Duration min) {
    return Math.max(share.toNanos(), min.toNanos());
  }

  /** Whether each of them answers now; robots are asked for their workloads. */
  boolean answer(GridClient grid) {
    try {
      if (grid.get("/v1/nodes").at("nodes").items().size() != nodes) {
        return false;
      }
      List<Json> answers = grid.get("/v1/workloads").at("workloads").items();
      return answers.size() == workloads
          && answers.stream().map(one -> one.at("robot").text()).distinct().count() == robots;
    } catch (Trouble _) {
      return false;
    }
  }
}
