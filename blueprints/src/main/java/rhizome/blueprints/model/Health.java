package rhizome.blueprints.model;

import java.time.Duration;

/**
 * When a workload counts as ready, and when it is restarted for being unwell. In short by one
 * probe: {@code successes} answers in a row make it ready; {@code failures} in a row make it
 * unready and have it restarted; until it was ready once, failures count only after {@code start}
 * has passed. Or in full by {@code checks}; then all the rest is as in {@link #DEFAULT}, and means
 * nothing.
 *
 * @param timeout deadline of one probe; always shorter than forever
 */
public record Health(
    Probe probe,
    Duration interval,
    Duration timeout,
    int failures,
    int successes,
    Duration start,
    Checks checks) {

  public static final Health DEFAULT =
      new Health(
          new Probe.Alive(),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          3,
          1,
          Duration.ofSeconds(30),
          Checks.NONE);

  public Health {
    if (!interval.isPositive() || !timeout.isPositive() || start.isNegative()) {
      throw new IllegalArgumentException("probe times must be positive");
    }
    if (failures < 1 || successes < 1) {
      throw new IllegalArgumentException("failures and successes count from 1");
    }
  }

  /** By a probe for each. */
  public static Health of(Checks checks) {
    return new Health(
        DEFAULT.probe,
        DEFAULT.interval,
        DEFAULT.timeout,
        DEFAULT.failures,
        DEFAULT.successes,
        DEFAULT.start,
        checks);
  }

  /** The one probe for all as a check. */
  public Check inShort() {
    return new Check(probe, interval, timeout, Threshold.row(failures), Threshold.row(successes));
  }
}
