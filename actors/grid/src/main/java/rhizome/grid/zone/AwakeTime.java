package rhizome.grid.zone;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Time as it passes for somebody who may fall asleep: a stopped process, a suspended machine, a
 * long collection of garbage. Heartbeats that came meanwhile wait in a queue behind the first look
 * at the clock, so that sleep of the listener must not count as silence of those he listens to.
 */
public final class AwakeTime {

  private final Duration gapMax;
  private Duration slept = Duration.ZERO;
  private @Nullable Instant before;

  /**
   * @param gapMax longest time between two looks that counts as awake
   */
  public AwakeTime(Duration gapMax) {
    this.gapMax = gapMax;
  }

  /** What time it is for the sleeper, who looks often; {@code now} never goes back. */
  public Instant at(Instant now) {
    if (before != null) {
      Duration gap = Duration.between(before, now);
      if (gap.compareTo(gapMax) > 0) {
        slept = slept.plus(gap.minus(gapMax));
      }
    }
    before = now;
    return now.minus(slept);
  }

  /** How long it was asleep in all. */
  public Duration slept() {
    return slept;
  }
}
