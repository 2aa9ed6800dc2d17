package rhizome.blueprints.scale;

import java.time.Duration;

/**
 * How fast a service follows its load in one direction.
 *
 * @param window the recommendation that moves least of all in this time counts
 * @param share of the replicas, in percent, that may be added or removed within {@code every}
 * @param count of replicas that may be in any case; the larger of the two counts
 */
public record Pace(Duration window, int share, int count, Duration every) {

  /** As Kubernetes does, where nothing else is said. */
  public static final Pace UP = new Pace(Duration.ZERO, 100, 4, Duration.ofSeconds(15));

  public static final Pace DOWN = new Pace(Duration.ofMinutes(5), 100, 1, Duration.ofSeconds(15));

  public static final int SHARE_MAX = 9999;

  public Pace {
    if (share < 0 || share > SHARE_MAX || count < 0 || share + count == 0) {
      throw new IllegalArgumentException("it may not move: " + share + "%, " + count);
    }
    if (window.isNegative() || !every.isPositive()) {
      throw new IllegalArgumentException("no pace: " + window + ", " + every);
    }
  }
}
