package rhizome.gateway;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How nodes are emptied.
 *
 * @param deadline for which what is shared may wait for its successor, if nobody says otherwise
 * @param deadlineMax the longest that may be asked for
 * @param atOnce workloads on their way at the same time, if nobody says otherwise
 * @param atOnceMax the most that may be asked for
 */
public record DrainSettings(Duration deadline, Duration deadlineMax, int atOnce, int atOnceMax) {

  public DrainSettings {
    if (deadline.isNegative() || deadline.compareTo(deadlineMax) > 0) {
      throw new IllegalArgumentException(
          "rhizome.api.drain.deadline must be between 0 and deadline-max, not " + deadline);
    }
    if (atOnce < 1 || atOnce > atOnceMax) {
      throw new IllegalArgumentException(
          "rhizome.api.drain.at-once must be between 1 and at-once-max, not " + atOnce);
    }
  }

  /** Reads the block {@code rhizome.api.drain}. */
  static DrainSettings from(Config config) {
    Config drain = config.getConfig("rhizome.api.drain");
    return new DrainSettings(
        drain.getDuration("deadline"),
        drain.getDuration("deadline-max"),
        drain.getInt("at-once"),
        drain.getInt("at-once-max"));
  }
}
