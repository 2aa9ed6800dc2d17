package rhizome.cli.launch;

import java.time.Duration;

/** How long a member that was cut off waits between attempts, and how long for its own end. */
final class Watchman {

  private final Duration pauseMin;
  private final Duration pauseMax;
  private Duration pause;
  private long endingSince = -1;

  Watchman(Duration pauseMin, Duration pauseMax) {
    this.pauseMin = pauseMin;
    this.pauseMax = pauseMax;
    this.pause = pauseMin;
  }

  /** A new row of attempts. */
  void begin() {
    pause = pauseMin;
    endingSince = -1;
  }

  /** The pause before the next attempt; doubled each time. */
  Duration next() {
    Duration now = pause;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(pauseMax) < 0 ? doubled : pauseMax;
    return now;
  }

  /** Whether it has been ending for longer than that. */
  boolean isStuck(boolean ending, Duration max) {
    return isStuck(ending, max, System.nanoTime());
  }

  boolean isStuck(boolean ending, Duration max, long nanos) {
    if (!ending) {
      endingSince = -1;
      return false;
    }
    if (endingSince < 0) {
      endingSince = nanos;
    }
    return nanos - endingSince > max.toNanos();
  }
}
