package rhizome.runtime.grid;

import com.typesafe.config.Config;
import java.time.Duration;
import rhizome.kernel.ZoneId;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.node.ZoneSettings;

/**
 * How a grid runs.
 *
 * @param zone where nodes enrol and workloads look for a place
 * @param heartbeatInterval pause between two heartbeats of a node
 * @param lease silence after which a node is lost; several heartbeats long
 * @param zones how each zone treats its nodes
 * @param askTimeout how long one entity waits for another before it counts the question as lost
 * @param feedCapacity events kept for people who watch
 * @param entity the life of every entity
 */
public record GridSettings(
    ZoneId zone,
    Duration heartbeatInterval,
    Duration lease,
    ZoneSettings zones,
    Duration askTimeout,
    int feedCapacity,
    EntitySettings entity) {

  public GridSettings {
    checkLease(heartbeatInterval, lease);
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

  /** Reads the blocks {@code rhizome.grid} and {@code rhizome.entity}. */
  public static GridSettings from(Config config) {
    Config grid = config.getConfig("rhizome.grid");
    checkLease(grid.getDuration("heartbeat-interval"), grid.getDuration("lease"));
    return new GridSettings(
        new ZoneId(grid.getString("zone")),
        grid.getDuration("heartbeat-interval"),
        grid.getDuration("lease"),
        ZoneSettings.from(grid, grid.getDuration("lease")),
        grid.getDuration("ask-timeout"),
        grid.getInt("feed-capacity"),
        EntitySettings.from(config));
  }
}
