package rhizome.runtime.cassandra.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A Cassandra of our own.
 *
 * @param host the one address it listens on
 * @param cqlPort for clients; 0 for any that is free
 * @param heapMib of its JVM
 * @param tls folder with {@code tls.key}, {@code tls.crt} and {@code ca.crt}; clients must then
 *     show a certificate of that authority
 * @param place among others that keep copies of the same
 * @param limits how long things may take
 */
public record ServerSettings(
    String host, int cqlPort, Place place, int heapMib, Optional<Path> tls, Limits limits) {

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

  /** Where it stands among other Cassandras. */
  public sealed interface Place {

    /** For them, of which there may be none; 0 for any that is free. */
    int storagePort();

    Place onPort(int free);

    /** It has the only copy. */
    record Alone(int storagePort) implements Place {
      @Override
      public Place onPort(int free) {
        return new Alone(free);
      }
    }

    /**
     * It is one of several.
     *
     * @param seeds {@code HOST:PORT} of others that are there already; none for the first
     */
    record InRing(int storagePort, List<String> seeds) implements Place {
      public InRing {
        seeds = List.copyOf(seeds);
        if (storagePort < 1) {
          throw new IllegalArgumentException("others must know the port of a ring: give it one");
        }
      }

      @Override
      public Place onPort(int free) {
        return this;
      }
    }
  }

  public ServerSettings {
    if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '\'')) {
      throw new IllegalArgumentException(
          "rhizome.cassandra.server.host is not an address: " + host);
    }
    port("cql-port", cqlPort);
    port("storage-port", place.storagePort());
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
        new Place.Alone(server.getInt("storage-port")),
        (int) (server.getBytes("heap") >> 20),
        Optional.empty(),
        new Limits(
            server.getDuration("start-timeout"),
            server.getDuration("stop-timeout"),
            server.getDuration("download-timeout")));
  }

  public ServerSettings at(String newHost, int newCqlPort) {
    return new ServerSettings(newHost, newCqlPort, place, heapMib, tls, limits);
  }

  public ServerSettings withHeap(int newHeapMib) {
    return new ServerSettings(host, cqlPort, place, newHeapMib, tls, limits);
  }

  public ServerSettings withTls(Path folder) {
    return new ServerSettings(host, cqlPort, place, heapMib, Optional.of(folder), limits);
  }

  /** One of several, that others reach at that port. */
  public ServerSettings inRing(int port, List<String> seeds) {
    return new ServerSettings(host, cqlPort, new Place.InRing(port, seeds), heapMib, tls, limits);
  }

  ServerSettings onPorts(int newCqlPort, int newStoragePort) {
    return new ServerSettings(host, newCqlPort, place.onPort(newStoragePort), heapMib, tls, limits);
  }

  private static void port(String what, int port) {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException(
          "rhizome.cassandra.server.%s must be 0 to %d, not %d".formatted(what, PORT_MAX, port));
    }
  }
}
