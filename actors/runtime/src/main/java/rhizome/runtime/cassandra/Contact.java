package rhizome.runtime.cassandra;

import akka.stream.alpakka.cassandra.DriverConfigLoaderFromConfig;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Where a Cassandra is, and the keyspace of the grid in it.
 *
 * @param points {@code HOST:PORT} of one or more of its nodes
 * @param datacenter in which this process is; others are not asked
 * @param driver more for {@code datastax-java-driver}, as its {@code advanced.ssl-engine-factory}
 */
public record Contact(List<String> points, String datacenter, String keyspace, Config driver) {

  /** Of a Cassandra that was told nothing about data centers. */
  public static final String DATACENTER = "datacenter1";

  public static final String KEYSPACE = "rhizome";

  private static final String DRIVER = "datastax-java-driver";
  private static final Pattern POINT =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s:/]+):(\\d{1,5})");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final int PORT_MAX = 65_535;

  public Contact {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("name at least one Cassandra, as HOST:PORT");
    }
    points.forEach(Contact::requirePoint);
    if (datacenter.isBlank()) {
      throw new IllegalArgumentException("name the data center of Cassandra this process is in");
    }
    if (!NAME.matcher(keyspace).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot be a keyspace: small letters, digits and _, 48 at most".formatted(keyspace));
    }
  }

  /** One node, without TLS, with the usual names. */
  public static Contact at(String point) {
    return new Contact(List.of(point), DATACENTER, KEYSPACE, ConfigFactory.empty());
  }

  public Contact in(String otherKeyspace) {
    return new Contact(points, datacenter, otherKeyspace, driver);
  }

  /** As {@link #driver}; it comes before what was given so far. */
  public Contact with(Config more) {
    return new Contact(points, datacenter, keyspace, more.withFallback(driver));
  }

  private static void requirePoint(String point) {
    var matcher = POINT.matcher(point);
    if (!matcher.matches()
        || Integer.parseInt(matcher.group(2)) < 1
        || Integer.parseInt(matcher.group(2)) > PORT_MAX) {
      throw new IllegalArgumentException(
          "'%s' is not HOST:PORT, such as 10.0.0.1:9042".formatted(point));
    }
  }

  /**
   * Plugins, driver and limits, as {@code journal-cassandra.conf} has them, bound to this place.
   */
  public Config config() {
    return ConfigFactory.empty("the shared journal at " + points)
        .withValue(DRIVER + ".basic.contact-points", ConfigValueFactory.fromIterable(points))
        .withValue(
            DRIVER + ".basic.load-balancing-policy.local-datacenter",
            ConfigValueFactory.fromAnyRef(datacenter))
        .withValue(
            DRIVER + ".advanced.metadata.schema.refreshed-keyspaces",
            ConfigValueFactory.fromIterable(List.of(keyspace)))
        .withValue(
            "akka.persistence.cassandra.journal.keyspace", ConfigValueFactory.fromAnyRef(keyspace))
        .withValue(
            "akka.persistence.cassandra.snapshot.keyspace", ConfigValueFactory.fromAnyRef(keyspace))
        .withFallback(driver.isEmpty() ? driver : driver.atPath(DRIVER))
        .withFallback(ConfigFactory.parseResources("rhizome/journal-cassandra.conf"));
  }

  /**
   * A connection of its own, for as long as somebody looks at or changes the schema. It fails when
   * nobody answers now.
   */
  public CompletionStage<CqlSession> connect(Duration timeout) {
    Config all =
        ConfigFactory.parseString("advanced.reconnect-on-init = false")
            .atPath(DRIVER)
            .withValue(
                DRIVER + ".basic.request.timeout",
                ConfigValueFactory.fromAnyRef(timeout.toMillis() + "ms"))
            .withFallback(config())
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    return CqlSession.builder()
        .withConfigLoader(DriverConfigLoaderFromConfig.fromConfig(all.getConfig(DRIVER)))
        .buildAsync();
  }

  @Override
  public String toString() {
    return String.join(",", points);
  }
}
