package rhizome.runtime.node;

import com.typesafe.config.Config;
import java.time.Duration;
import rhizome.grid.healing.Governor;
import rhizome.grid.placement.Rebalance;
import rhizome.grid.zone.Patience;
import rhizome.grid.zone.PowerLimits;

/** How a zone treats its nodes. */
public record ZoneSettings(
    Patience patience, Governor.Limits governor, Rebalance.Limits rebalance, PowerLimits power) {

  /** Whose nodes are all on. */
  public ZoneSettings(Patience patience, Governor.Limits governor, Rebalance.Limits rebalance) {
    this(patience, governor, rebalance, PowerLimits.OFF);
  }

  public ZoneSettings with(PowerLimits other) {
    return new ZoneSettings(patience, governor, rebalance, other);
  }

  /**
   * Reads the block {@code rhizome.grid}.
   *
   * @param expireAfter silence after which a node's lease is over by any clock
   */
  public static ZoneSettings from(Config grid, Duration expireAfter) {
    Config governor = grid.getConfig("governor");
    Config rebalance = grid.getConfig("rebalance");
    return new ZoneSettings(
        new Patience(grid.getDuration("suspect-after"), expireAfter),
        new Governor.Limits(
            governor.getDouble("evictions-per-second"),
            governor.getInt("evictions-burst"),
            governor.getDouble("freeze-share"),
            governor.getInt("freeze-nodes-min"),
            governor.getDuration("freeze-window"),
            governor.getDouble("thaw-share"),
            governor.getDuration("thaw-after"),
            governor.getDuration("freeze-max")),
        new Rebalance.Limits(
            rebalance.getBoolean("enabled"),
            rebalance.getDuration("interval"),
            rebalance.getDouble("spread-min"),
            rebalance.getDuration("deadline")));
  }
}
