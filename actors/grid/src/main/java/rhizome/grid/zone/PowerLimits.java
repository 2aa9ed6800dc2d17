package rhizome.grid.zone;

import java.time.Duration;

/**
 * How a zone powers its nodes (ADR 0030).
 *
 * @param threshold share of a resource of what is on, above which one more is powered up
 * @param onMin so many stay on, whatever they do
 * @param settle how long a node is on, at least
 * @param pace pause after a change, except for somebody who waits
 * @param wakeEvery how long a node sleeps at most, so that it is known to come back
 * @param wakeDeadline who has not come by then is lost
 */
public record PowerLimits(
    boolean enabled,
    double threshold,
    int onMin,
    Duration settle,
    Duration pace,
    Duration wakeEvery,
    Duration wakeDeadline) {

  /** Nobody is powered up or down but by hand. */
  public static final PowerLimits OFF =
      new PowerLimits(
          false,
          0.8,
          2,
          Duration.ofMinutes(30),
          Duration.ofMinutes(5),
          Duration.ofHours(24),
          Duration.ofMinutes(10));

  /** Above it nothing may be lost any more; below it farmers found that too much stays on. */
  private static final double THRESHOLD_MIN = 0.5;

  private static final double THRESHOLD_MAX = 0.8;

  public PowerLimits {
    if (!(threshold >= THRESHOLD_MIN && threshold <= THRESHOLD_MAX)) {
      throw new IllegalArgumentException(
          "rhizome.power.threshold must be %s to %s, not %s"
              .formatted(THRESHOLD_MIN, THRESHOLD_MAX, threshold));
    }
    if (onMin < 1) {
      throw new IllegalArgumentException("rhizome.power.on-min must be positive, not " + onMin);
    }
    check("settle", settle);
    check("pace", pace);
    check("wake-every", wakeEvery);
    check("wake-deadline", wakeDeadline);
  }

  private static void check(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "rhizome.power.%s must be positive, not %s".formatted(key, value));
    }
  }
}
