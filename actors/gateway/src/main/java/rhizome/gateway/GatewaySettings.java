package rhizome.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How the door is built.
 *
 * @param host a loopback address
 * @param port 0 for any that is free
 * @param bodyMax bytes of a request's body
 * @param pageMax entries of one answer
 * @param logChunkMax bytes of a log in one answer
 * @param streamsMax event streams and followed logs at the same time
 * @param pollInterval how often a followed log is looked at
 * @param keepAlive silence after which a stream says that it is still there
 */
public record GatewaySettings(
    String host,
    int port,
    int bodyMax,
    int pageMax,
    int logChunkMax,
    int streamsMax,
    Duration pollInterval,
    Duration keepAlive) {

  public static final GatewaySettings DEFAULT =
      new GatewaySettings(
          "127.0.0.1",
          7717,
          4 << 20,
          1_000,
          1 << 20,
          64,
          Duration.ofMillis(200),
          Duration.ofSeconds(10));

  public GatewaySettings {
    if (!isLoopback(host)) {
      throw new IllegalArgumentException(
          "the API listens on loopback only, and '%s' is not: use 127.0.0.1".formatted(host));
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, or 0 for any, not " + port);
    }
    if (bodyMax < 1 || pageMax < 1 || logChunkMax < 1 || streamsMax < 1) {
      throw new IllegalArgumentException("limits of the API count from 1");
    }
    if (!pollInterval.isPositive() || !keepAlive.isPositive()) {
      throw new IllegalArgumentException("intervals of the API must be positive");
    }
  }

  public GatewaySettings withPort(int other) {
    return new GatewaySettings(
        host, other, bodyMax, pageMax, logChunkMax, streamsMax, pollInterval, keepAlive);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
