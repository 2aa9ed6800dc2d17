package rhizome.cli.bench.cluster;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What must pass by the settings alone between the death of a member's process and the moment its
 * entities may live elsewhere. On top of it come gossip, the new homes of the shards, and recovery.
 *
 * @param looks until somebody looks whether its host refuses connections, and whether it is time to
 *     decide: each half an interval, in the mean
 * @param stableAfter how long reachability must stand still
 * @param margin from the decision to the new homes
 */
record Floor(Duration looks, Duration stableAfter, Duration margin) {

  private static final double NANOS_PER_MILLI = 1e6;

  /** From the configuration of a member. */
  static Floor of(Config config) {
    Config cluster = config.getConfig("akka.cluster");
    return new Floor(
        cluster.getDuration("unreachable-nodes-reaper-interval"),
        cluster.getDuration("split-brain-resolver.stable-after"),
        cluster.getDuration("down-removal-margin"));
  }

  double millis() {
    return looks.plus(stableAfter).plus(margin).toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public String toString() {
    return "%.0f ms: looks %d + stable-after %d + margin %d"
        .formatted(millis(), looks.toMillis(), stableAfter.toMillis(), margin.toMillis());
  }
}
