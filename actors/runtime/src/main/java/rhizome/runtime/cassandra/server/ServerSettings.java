package rhizome.runtime.cassandra.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A Cassandra of our own.
 *
 * @param host the one address it listens on
 * @param cqlPort for clients; 0 for any that is free
 * @param storagePort for other Cassandras, of which there are none; 0 for any that is free
 * @param heapMib of its JVM
 * @param tls folder with {@code tls.key}, {@code tls.crt} and {@code ca.crt}; clients must then
 *     show a certificate of that authority
 * @param limits how long things may take
 */
public record ServerSettings(
    String host, int cqlPort, int storagePort, int heapMib, Optional<Path> tls, Limits limits) {

  private static final int HEAP_MIB_MIN = 192;
  private static final int PORT_MAX = 65_535;

  /**
   * How long things may take.
   *
   * @param start from the start of the process to its first answer
   * @param stop to end in good order
   * @param download of its jars
   */
  public record Limits(Duration start, Duration stop, Duration download) {
    public Limits {
      if (!start.isPositive() || !stop.isPositive() || !download.isPositive()) {
        throw new IllegalArgumentException(
            "rhizome.cassandra.server.start-timeout, stop-timeout and download-timeout must be"
                + " positive");
      }
    }
  }

  public ServerSettings {
    if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '\'')) {
      throw new IllegalArgumentException(
          "rhizome.cassandra.server.host is not an address: " + host);
    }
    port("cql-port", cqlPort);
    port("storage-port", storagePort);
    if (heapMib < HEAP_MIB_MIN) {
      throw new IllegalArgumentException(
          "rhizome.cassandra.server.heap must be at least %d MiB, not %d"
              .formatted(HEAP_MIB_MIN, heapMib));
    }
  }

  /** As {@code cassandra.conf} has it. */
  public static ServerSettings usual() {
    return from(ConfigFactory.parseResources("rhizome/cassandra.conf").resolve());
  }

  /** Reads the block {@code rhizome.cassandra.server}. */
  public static ServerSettings from(Config config) {
    Config server = config.getConfig("rhizome.cassandra.server");
    return new ServerSettings(
        server.getString("host"),
        server.getInt("cql-port"),
        server.getInt("storage-port"),
        (int) (server.getBytes("heap") >> 20),
        Optional.empty(),
        new Limits(
            server.getDuration("start-timeout"),
            server.getDuration("stop-timeout"),
            server.getDuration("download-timeout")));
  }

  public ServerSettings at(String newHost, int newCqlPort) {
    return new ServerSettings(newHost, newCqlPort, storagePort, heapMib, tls, limits);
  }

  public ServerSettings withHeap(int newHeapMib) {
    return new ServerSettings(host, cqlPort, storagePort, newHeapMib, tls, limits);
  }

  public ServerSettings withTls(Path folder) {
    return new ServerSettings(host, cqlPort, storagePort, heapMib, Optional.of(folder), limits);
  }

  ServerSettings onPorts(int newCqlPort, int newStoragePort) {
    return new ServerSettings(host, newCqlPort, newStoragePort, heapMib, tls, limits);
  }

  private static void port(String what, int port) {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException(
          "rhizome.cassandra.server.%s must be 0 to %d, not %d".formatted(what, PORT_MAX, port));
    }
  }
}
