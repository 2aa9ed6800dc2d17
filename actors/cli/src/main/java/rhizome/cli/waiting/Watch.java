package rhizome.cli.waiting;

import java.time.Duration;
import java.util.function.Function;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.waiting.Patience.Verdict;

/** Looks at something until it is where it should be, or waiting is over. */
public final class Watch {

  /** Often enough to feel instant, seldom enough to cost nothing. */
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

  /** So much a grid may take to answer the last look. */
  private static final Duration LOOK_MIN = Duration.ofSeconds(1);

  /** Sees every look. */
  public interface Onlooker {
    void see(Readiness readiness);
  }

  /** What is looked at, and how. */
  public record Subject(String name, Function<GridClient, Readiness> look) {}

  /** How waiting ended, and what was seen last. */
  public record Outcome(Verdict verdict, Readiness last) {}

  private final GridClient grid;

  public Watch(GridClient grid) {
    this.grid = grid;
  }

  public Outcome until(Patience patience, String robot, Onlooker onlooker)
      throws InterruptedException {
    return until(patience, new Subject(robot, client -> robot(client, robot)), onlooker);
  }

  public Outcome until(Patience patience, Subject subject, Onlooker onlooker)
      throws InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      Readiness seen;
      try {
        seen = subject.look.apply(within(patience.left(since(begin))));
      } catch (Trouble busy) {
        if (busy.code() != ExitCode.FAILED) {
          throw busy;
        }
        if (patience.isOver(since(begin))) {
          throw new Trouble(
              ExitCode.TIMED_OUT,
              "%s is not seen to be there: %s".formatted(subject.name, busy.getMessage()),
              busy.remedy().orElse(""));
        }
        Thread.sleep(LOOK_INTERVAL);
        continue;
      }
      onlooker.see(seen);
      Verdict verdict = patience.judge(seen, since(begin));
      if (verdict != Verdict.WAIT) {
        return new Outcome(verdict, seen);
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  /** A grid that is busy with what is waited for may not answer a look in time. */
  private GridClient within(Duration left) {
    return grid.within(left.compareTo(LOOK_MIN) < 0 ? LOOK_MIN : left);
  }

  private static Readiness robot(GridClient grid, String robot) {
    return grid.find("/v1/robots/" + robot)
        .map(Readiness::of)
        .orElseGet(() -> Readiness.gone(robot));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
