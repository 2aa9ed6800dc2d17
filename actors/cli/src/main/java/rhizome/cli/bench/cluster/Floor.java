package rhizome.cli.bench.cluster;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What must pass by the settings alone between the death of a member's process and the moment its
 * entities may live elsewhere. On top of it come looks (for silence and for a decision, every
 * reaper interval), gossip, the new homes of the shards, and recovery.
 *
 * @param detector silence after which its host is asked, less the half heartbeat that has passed by
 *     in the mean when it dies
 * @param stableAfter how long reachability must stand still
 * @param margin from the decision to the new homes
 */
record Floor(Duration detector, Duration stableAfter, Duration margin) {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double DEVIATIONS_MAX = 40;

  /** From the configuration of a member. */
  static Floor of(Config config) {
    Config cluster = config.getConfig("akka.cluster");
    Config detector = cluster.getConfig("failure-detector");
    Duration interval = detector.getDuration("heartbeat-interval");
    return new Floor(
        silence(detector, detector.getDuration("ask-after")).minus(interval.dividedBy(2)),
        cluster.getDuration("split-brain-resolver.stable-after"),
        cluster.getDuration("down-removal-margin"));
  }

  /**
   * Since the last heartbeat, where all came on time so that nothing was learnt of their jitter.
   *
   * @param pause that is acceptable
   */
  static Duration silence(Config detector, Duration pause) {
    Duration deviation = detector.getDuration("min-std-deviation");
    double deviations = deviations(detector.getDouble("threshold"));
    return detector
        .getDuration("heartbeat-interval")
        .plus(pause)
        .plusNanos((long) (deviation.toNanos() * deviations));
  }

  /**
   * How many standard deviations late a heartbeat must be for the detector to be so sure: the
   * inverse of the approximation in Akka's PhiAccrualFailureDetector.
   */
  private static double deviations(double threshold) {
    double low = 0;
    double high = DEVIATIONS_MAX;
    for (int i = 0; i < Double.PRECISION; i++) {
      double y = (low + high) / 2;
      double e = Math.exp(-y * (1.5976 + 0.070566 * y * y));
      if (-Math.log10(e / (1 + e)) < threshold) {
        low = y;
      } else {
        high = y;
      }
    }
    return high;
  }

  double millis() {
    return detector.plus(stableAfter).plus(margin).toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public String toString() {
    return "%.0f ms: detector %d + stable-after %d + margin %d"
        .formatted(millis(), detector.toMillis(), stableAfter.toMillis(), margin.toMillis());
  }
}
