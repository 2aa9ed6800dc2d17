package rhizome.agent;

import java.time.Duration;

/**
 * How much of its machine an agent may use.
 *
 * @param logBytesMax size from which a log is cut, and of each older piece that is kept
 * @param logFilesKept how many older pieces stay of each log
 * @param stoppedLogsKept of how many stopped workloads the logs stay
 * @param portFirst first of the ports given to those who ask for any
 * @param portLast last of them
 * @param volumeKeep how long volumes stay of workloads that left, in time an agent runs
 */
public record AgentLimits(
    long logBytesMax,
    int logFilesKept,
    int stoppedLogsKept,
    int portFirst,
    int portLast,
    Duration volumeKeep) {

  private static final Duration WEEK = Duration.ofDays(7);

  /** As in {@code cluster-config}'s agent.conf. */
  public static final AgentLimits DEFAULT = new AgentLimits(10 << 20, 3, 100, 20_000, 29_999);

  private static final long LOG_BYTES_MIN = 1 << 10;

  public AgentLimits {
    check(logBytesMax >= LOG_BYTES_MIN, "logs need at least 1024 bytes, not " + logBytesMax);
    check(logFilesKept >= 0, "log files kept must not be negative");
    check(stoppedLogsKept >= 0, "logs kept of stopped workloads must not be negative");
    check(
        portFirst >= 1 && portFirst <= portLast && portLast <= 65_535,
        "ports must be a range within 1 to 65535, not %d to %d".formatted(portFirst, portLast));
    check(!volumeKeep.isNegative(), "volumes must not be kept for less than no time");
  }

  /** With volumes kept for a week. */
  public AgentLimits(
      long logBytesMax, int logFilesKept, int stoppedLogsKept, int portFirst, int portLast) {
    this(logBytesMax, logFilesKept, stoppedLogsKept, portFirst, portLast, WEEK);
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
