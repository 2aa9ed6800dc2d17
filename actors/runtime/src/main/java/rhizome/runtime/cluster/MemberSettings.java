package rhizome.runtime.cluster;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import rhizome.kernel.Nearest;

/**
 * How a member takes part in a cluster.
 *
 * @param self where others reach it; port 0 for any that is free
 * @param roles at least one
 * @param way how it finds the others
 * @param detection patience with lost members, by the name of its file
 * @param resolver who stays when members lose each other
 * @param management where health is asked, over plain HTTP
 * @param joinTimeout after which a first start gives up
 * @param rejoinMin pause before a member that was cut off tries again; doubled each time
 * @param rejoinMax longest such pause
 * @param protocol what members must have in common
 */
public record MemberSettings(
    HostPort self,
    SortedSet<Role> roles,
    Way way,
    String detection,
    Resolver resolver,
    HostPort management,
    Duration joinTimeout,
    Duration rejoinMin,
    Duration rejoinMax,
    int protocol) {

  /** The names there are, each a file {@code detection-NAME.conf} of cluster-config. */
  public static final List<String> DETECTIONS = List.of("lan-fast", "default", "wan");

  /** How members find each other. */
  public sealed interface Way {

    /**
     * By a list. Members of it found a cluster by majority, see {@link Founding}.
     *
     * @param seeds control members; empty where the data folder remembers them
     */
    record Seeds(List<HostPort> seeds) implements Way {
      public Seeds {
        seeds = List.copyOf(seeds);
      }
    }

    /**
     * By Akka's Cluster Bootstrap.
     *
     * @param directory where they are looked up
     * @param service what is looked up
     * @param contactPointsMin so many must answer before a cluster is founded
     */
    record Bootstrap(Directory directory, String service, int contactPointsMin) implements Way {}
  }

  /** Where members can be looked up. */
  public enum Directory {
    DNS("akka-dns"),
    KUBERNETES_API("kubernetes-api");

    private final String method;

    Directory(String method) {
      this.method = method;
    }

    /** As {@code akka.discovery.method} has it. */
    String method() {
      return method;
    }
  }

  /** Who stays when members lose each other. */
  public enum Resolver {
    KEEP_MAJORITY,
    LEASE_MAJORITY;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public MemberSettings {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("rhizome.cluster.roles is empty: a member needs a role");
    }
    if (!DETECTIONS.contains(detection)) {
      throw new IllegalArgumentException(
          "rhizome.cluster.detection = %s: use one of %s"
              .formatted(detection, String.join(", ", DETECTIONS)));
    }
    if (!joinTimeout.isPositive()
        || !rejoinMin.isPositive()
        || rejoinMax.compareTo(rejoinMin) < 0) {
      throw new IllegalArgumentException(
          "rhizome.cluster.join-timeout and rejoin-min must be positive, rejoin-max not below the"
              + " latter");
    }
    if (way instanceof Way.Bootstrap && !isFound(management, self)) {
      throw new IllegalArgumentException(
          ("rhizome.cluster.management = %s: members that look each other up ask there, so let it"
                  + " be an address of this machine that others reach (--management-host), and a"
                  + " port that all have in common")
              .formatted(management));
    }
  }

  private static boolean isFound(HostPort management, HostPort self) {
    InetAddress at = address(management.host());
    return management.port() > 0
        && !at.isAnyLocalAddress()
        && (!at.isLoopbackAddress() || address(self.host()).isLoopbackAddress());
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "'%s' is a name that nobody knows: give this member an address".formatted(host), e);
    }
  }

  /**
   * Reads the block {@code rhizome.cluster}.
   *
   * @throws IllegalArgumentException if a value makes no sense; names its key and what would
   */
  public static MemberSettings from(Config config) {
    Config cluster = config.getConfig("rhizome.cluster");
    return new MemberSettings(
        new HostPort(cluster.getString("host"), cluster.getInt("port")),
        Role.parse(cluster.getStringList("roles")),
        way(cluster),
        cluster.getString("detection"),
        resolver(cluster.getString("split-brain")),
        new HostPort(cluster.getString("management.host"), cluster.getInt("management.port")),
        cluster.getDuration("join-timeout"),
        cluster.getDuration("rejoin-min"),
        cluster.getDuration("rejoin-max"),
        cluster.getInt("protocol"));
  }

  private static Way way(Config cluster) {
    String discovery = cluster.getString("discovery");
    return switch (discovery) {
      case "seeds" ->
          new Way.Seeds(cluster.getStringList("seeds").stream().map(HostPort::parse).toList());
      case "dns" -> bootstrap(cluster, Directory.DNS);
      case "kubernetes-api" -> bootstrap(cluster, Directory.KUBERNETES_API);
      default -> throw unknown("discovery", discovery, List.of("seeds", "dns", "kubernetes-api"));
    };
  }

  private static Way bootstrap(Config cluster, Directory directory) {
    String service = cluster.getString("service");
    int min = cluster.getInt("contact-points-min");
    if (!cluster.getStringList("seeds").isEmpty()) {
      throw new IllegalArgumentException(
          ("rhizome.cluster.seeds (--seed) and discovery = %s: members are listed or looked up, so"
                  + " give one of them")
              .formatted(cluster.getString("discovery")));
    }
    if (service.isBlank()) {
      throw new IllegalArgumentException(
          "rhizome.cluster.discovery = %s looks a name up: give it in rhizome.cluster.service"
              .formatted(cluster.getString("discovery")));
    }
    if (min < 1) {
      throw new IllegalArgumentException("rhizome.cluster.contact-points-min counts from 1");
    }
    return new Way.Bootstrap(directory, service, min);
  }

  private static Resolver resolver(String word) {
    List<Resolver> all = List.of(Resolver.values());
    return all.stream()
        .filter(resolver -> resolver.word().equals(word))
        .findFirst()
        .orElseThrow(() -> unknown("split-brain", word, all.stream().map(Resolver::word).toList()));
  }

  private static IllegalArgumentException unknown(String key, String value, List<String> known) {
    Optional<String> nearest = Nearest.of(value, known);
    return new IllegalArgumentException(
        "rhizome.cluster.%s = %s%s"
            .formatted(
                key,
                value,
                nearest
                    .map(name -> ": did you mean " + name + "?")
                    .orElse(": use one of " + String.join(", ", known))));
  }

  boolean isControl() {
    return roles.contains(Role.CONTROL);
  }
}
