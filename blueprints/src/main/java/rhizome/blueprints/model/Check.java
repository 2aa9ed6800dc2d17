package rhizome.blueprints.model;

import java.time.Duration;

/**
 * One question about a running program, how often it is put, and how many answers decide.
 *
 * @param timeout deadline of one answer; none by then is a no
 * @param failures what makes it unwell
 * @param successes what makes it well
 */
public record Check(
    Probe probe, Duration interval, Duration timeout, Threshold failures, Threshold successes) {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Asked for half a minute before it is given up. */
  public static final Check STARTUP =
      new Check(new Probe.Alive(), SECOND, SECOND, Threshold.row(30), Threshold.row(1));

  /** Readiness and liveness. */
  public static final Check DEFAULT =
      new Check(new Probe.Alive(), SECOND, SECOND, Threshold.row(3), Threshold.row(1));

  public Check {
    if (!interval.isPositive() || !timeout.isPositive()) {
      throw new IllegalArgumentException("probe times must be positive");
    }
  }

  /** How long it has to be unwell, one answer after the other, before that is believed. */
  public Duration tolerated() {
    return interval.multipliedBy(failures.count());
  }
}
