package rhizome.gateway.edge;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How an agent keeps its line to the grid.
 *
 * @param frameMax bytes of a frame; as much as the gateways send
 * @param waitingMax bytes that wait to be read by the gateway
 * @param asksMax questions that wait for a line or an answer; what comes beyond is asked again
 * @param connectTimeout for one attempt to reach one gateway
 * @param silenceMax after which another gateway is tried
 * @param retryMin pause after all gateways were tried in vain; doubles up to {@code retryMax}
 */
public record LineSettings(
    int frameMax,
    int waitingMax,
    int asksMax,
    Duration connectTimeout,
    Duration silenceMax,
    Duration retryMin,
    Duration retryMax) {

  public LineSettings {
    if (frameMax < DoorSettings.FRAME_MIN || waitingMax < frameMax || asksMax < 1) {
      throw new IllegalArgumentException(
          "rhizome.agents.frame-max is at least %d bytes, waiting-max at least frame-max, and "
                  .formatted(DoorSettings.FRAME_MIN)
              + "rhizome.agents.line.asks-max at least 1");
    }
    if (!connectTimeout.isPositive() || !silenceMax.isPositive()) {
      throw new IllegalArgumentException(
          "rhizome.agents.line.connect-timeout and silence-max must be positive");
    }
    if (!retryMin.isPositive() || retryMax.compareTo(retryMin) < 0) {
      throw new IllegalArgumentException(
          "rhizome.agents.line.retry-min must be positive, and retry-max not less");
    }
  }

  /** Reads the blocks {@code rhizome.agents} and {@code rhizome.agents.line}. */
  public static LineSettings from(Config config) {
    Config agents = config.getConfig("rhizome.agents");
    Config line = agents.getConfig("line");
    return new LineSettings(
        DoorSettings.bytes(agents, "frame-max"),
        DoorSettings.bytes(agents, "waiting-max"),
        line.getInt("asks-max"),
        line.getDuration("connect-timeout"),
        line.getDuration("silence-max"),
        line.getDuration("retry-min"),
        line.getDuration("retry-max"));
  }
}
