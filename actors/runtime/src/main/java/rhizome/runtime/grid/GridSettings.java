package rhizome.runtime.grid;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Locale;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.ZoneId;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.node.ZoneSettings;
import rhizome.runtime.power.PowerSettings;

/**
 * How a grid runs.
 *
 * @param zone where nodes enrol and workloads look for a place
 * @param heartbeatInterval pause between two heartbeats of a node
 * @param lease how long a node may hold what is single without an answer; two heartbeats or more
 * @param leaseMargin silence beyond the lease after which a node is lost
 * @param fence what makes a node end what is single when its lease is over
 * @param zones how each zone treats its nodes
 * @param askTimeout how long one entity waits for another before it counts the question as lost
 * @param feedCapacity events kept for people who watch
 * @param entity the life of every entity
 */
public record GridSettings(
    ZoneId zone,
    Duration heartbeatInterval,
    Duration lease,
    Duration leaseMargin,
    FenceMode fence,
    ZoneSettings zones,
    Duration askTimeout,
    int feedCapacity,
    EntitySettings entity) {

  public GridSettings {
    checkLease(heartbeatInterval, lease);
    if (leaseMargin.compareTo(LeaseTerms.MARGIN_MIN) < 0) {
      throw new IllegalArgumentException(
          "rhizome.grid.lease-margin must be at least %s, not %s"
              .formatted(LeaseTerms.MARGIN_MIN, leaseMargin));
    }
    if (zones.patience().suspectAfter().compareTo(heartbeatInterval) <= 0) {
      throw new IllegalArgumentException(
          "rhizome.grid.suspect-after must be longer than a heartbeat-interval, not "
              + zones.patience().suspectAfter());
    }
    if (!askTimeout.isPositive() || feedCapacity < 1) {
      throw new IllegalArgumentException(
          "rhizome.grid.ask-timeout and feed-capacity must be positive");
    }
  }

  private static void checkLease(Duration heartbeatInterval, Duration lease) {
    if (!heartbeatInterval.isPositive() || lease.compareTo(heartbeatInterval.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "rhizome.grid.lease must be at least two heartbeat-intervals, not " + lease);
    }
  }

  /** Reads the blocks {@code rhizome.grid}, {@code rhizome.power} and {@code rhizome.entity}. */
  public static GridSettings from(Config config) {
    Config grid = config.getConfig("rhizome.grid");
    checkLease(grid.getDuration("heartbeat-interval"), grid.getDuration("lease"));
    return new GridSettings(
        new ZoneId(grid.getString("zone")),
        grid.getDuration("heartbeat-interval"),
        grid.getDuration("lease"),
        grid.getDuration("lease-margin"),
        fence(grid),
        ZoneSettings.from(grid, grid.getDuration("lease").plus(grid.getDuration("lease-margin")))
            .with(PowerSettings.from(config).limits()),
        grid.getDuration("ask-timeout"),
        grid.getInt("feed-capacity"),
        EntitySettings.from(config));
  }

  /** On what terms this grid's nodes hold what is single. */
  public LeaseTerms terms() {
    return new LeaseTerms(fence, lease, leaseMargin);
  }

  private static FenceMode fence(Config grid) {
    String name = grid.getString("fence");
    for (FenceMode mode : FenceMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "rhizome.grid.fence must be lease, life or off, not '%s'".formatted(name));
  }
}
