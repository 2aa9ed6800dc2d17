package rhizome.gateway;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How the door is built.
 *
 * @param host a loopback address; with TLS, any of this machine
 * @param port 0 for any that is free
 * @param tls HTTPS, and a certificate demanded of whoever calls
 * @param bodyMax bytes of a request's body
 * @param pageMax entries of one answer
 * @param logChunkMax bytes of a log in one answer
 * @param streamsMax event streams and followed logs at the same time
 * @param pollInterval how often a followed log is looked at
 * @param keepAlive silence after which a stream says that it is still there
 * @param openLedger whether the seed's read paths answer without the token
 * @param drain how nodes are emptied
 */
public record GatewaySettings(
    String host,
    int port,
    boolean tls,
    int bodyMax,
    int pageMax,
    int logChunkMax,
    int streamsMax,
    Duration pollInterval,
    Duration keepAlive,
    boolean openLedger,
    DrainSettings drain) {

  public GatewaySettings {
    if (!tls && !isLoopback(host)) {
      throw new IllegalArgumentException(
          ("the API listens on loopback only unless rhizome.api.tls is on, and '%s' is not: "
                  + "use 127.0.0.1, or switch TLS on")
              .formatted(host));
    }
    if (tls && !isKnown(host)) {
      throw new IllegalArgumentException(
          "rhizome.api.host: '%s' is no address of a machine: use 0.0.0.0 for all of this one"
              .formatted(host));
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, or 0 for any, not " + port);
    }
    if (bodyMax < 1 || pageMax < 1 || logChunkMax < 1 || streamsMax < 1) {
      throw new IllegalArgumentException(
          "rhizome.api.body-max, page-max, log-chunk-max and streams-max count from 1");
    }
    if (!pollInterval.isPositive() || !keepAlive.isPositive()) {
      throw new IllegalArgumentException(
          "rhizome.api.poll-interval and keep-alive must be positive");
    }
  }

  /** Reads the block {@code rhizome.api}. */
  public static GatewaySettings from(Config config) {
    Config api = config.getConfig("rhizome.api");
    return new GatewaySettings(
        api.getString("host"),
        api.getInt("port"),
        api.getBoolean("tls"),
        bytes(api, "body-max"),
        api.getInt("page-max"),
        bytes(api, "log-chunk-max"),
        api.getInt("streams-max"),
        api.getDuration("poll-interval"),
        api.getDuration("keep-alive"),
        api.getBoolean("open-ledger"),
        DrainSettings.from(config));
  }

  private static int bytes(Config api, String key) {
    return (int) Math.min(Integer.MAX_VALUE, api.getBytes(key));
  }

  public GatewaySettings withPort(int other) {
    return new GatewaySettings(
        host,
        other,
        tls,
        bodyMax,
        pageMax,
        logChunkMax,
        streamsMax,
        pollInterval,
        keepAlive,
        openLedger,
        drain);
  }

  private static boolean isKnown(String host) {
    try {
      return !host.isBlank() && InetAddress.getByName(host).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
