package rhizome.blueprints.model;

import java.time.Duration;

/**
 * When a workload counts as ready, and when it is restarted for being unwell: {@code successes}
 * answers in a row make it ready; {@code failures} in a row make it unready and have it restarted.
 * Until it was ready once, failures count only after {@code start} has passed.
 *
 * @param timeout deadline of one probe; always shorter than forever
 */
public record Health(
    Probe probe, Duration interval, Duration timeout, int failures, int successes, Duration start) {

  public static final Health DEFAULT =
      new Health(
          new Probe.Alive(),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          3,
          1,
          Duration.ofSeconds(30));

  public Health {
    if (!interval.isPositive() || !timeout.isPositive() || start.isNegative()) {
      throw new IllegalArgumentException("probe times must be positive");
    }
    if (failures < 1 || successes < 1) {
      throw new IllegalArgumentException("failures and successes count from 1");
    }
  }
}
