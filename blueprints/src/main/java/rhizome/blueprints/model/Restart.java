package rhizome.blueprints.model;

import java.time.Duration;

/**
 * How often a node restarts a program by itself before the workload moves elsewhere: {@code
 * attempts} within {@code window}; the first at once, each further one after {@code backoff},
 * doubled each time up to {@code backoffMax}; all forgotten once it stayed healthy for {@code
 * healthyAfter}.
 */
public record Restart(
    int attempts, Duration window, Duration backoff, Duration backoffMax, Duration healthyAfter) {

  public static final Restart DEFAULT =
      new Restart(
          5,
          Duration.ofMinutes(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  public Restart {
    if (attempts < 0) {
      throw new IllegalArgumentException("restart attempts must not be negative");
    }
    if (!window.isPositive() || backoff.isNegative() || backoffMax.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "a restart window must be positive and the largest back-off not below the first");
    }
  }
}
