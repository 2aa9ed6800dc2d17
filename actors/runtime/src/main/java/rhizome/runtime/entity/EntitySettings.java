package rhizome.runtime.entity;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The life of every entity.
 *
 * @param resyncMin pause before what is owed is handed out again; doubled each time
 * @param resyncMax longest such pause
 * @param idleMax time without a question after which an entity that owes nothing leaves memory
 * @param waitingMax requests that may wait while an entity writes or recovers
 * @param snapshotEvery events between two snapshots
 * @param snapshotsKept snapshots that stay when a newer one is written
 * @param deleteEvents whether events behind the oldest kept snapshot go; then history is short
 * @param restartMin pause before an entity whose journal failed it comes back; doubled each time
 * @param restartMax longest such pause
 */
public record EntitySettings(
    Duration resyncMin,
    Duration resyncMax,
    Duration idleMax,
    int waitingMax,
    int snapshotEvery,
    int snapshotsKept,
    boolean deleteEvents,
    Duration restartMin,
    Duration restartMax) {

  public EntitySettings {
    ordered("resync", resyncMin, resyncMax);
    ordered("restart", restartMin, restartMax);
    if (!idleMax.isPositive()) {
      throw new IllegalArgumentException("rhizome.entity.idle-max must be positive");
    }
    if (waitingMax < 1) {
      throw new IllegalArgumentException("rhizome.entity.waiting-max counts from 1");
    }
    if (snapshotEvery < 1 || snapshotsKept < 1) {
      throw new IllegalArgumentException(
          "rhizome.entity.snapshot-every and snapshots-kept count from 1");
    }
  }

  /** Reads the block {@code rhizome.entity}. */
  public static EntitySettings from(Config config) {
    Config entity = config.getConfig("rhizome.entity");
    String optional = snapshotStore(config) + ".snapshot-is-optional";
    if (entity.getBoolean("delete-events")
        && config.hasPath(optional)
        && config.getBoolean(optional)) {
      throw new IllegalArgumentException(
          "rhizome.entity.delete-events makes a snapshot the only copy of what is behind it: set "
              + optional
              + " = off with it");
    }
    return new EntitySettings(
        entity.getDuration("resync-min"),
        entity.getDuration("resync-max"),
        entity.getDuration("idle-max"),
        entity.getInt("waiting-max"),
        entity.getInt("snapshot-every"),
        entity.getInt("snapshots-kept"),
        entity.getBoolean("delete-events"),
        entity.getDuration("restart-min"),
        entity.getDuration("restart-max"));
  }

  /** A member without a journal has none, and what the profile says of H2 is as good. */
  private static String snapshotStore(Config config) {
    String plugin = config.getString("akka.persistence.snapshot-store.plugin");
    return plugin.isEmpty() ? "jdbc-snapshot-store" : plugin;
  }

  private static void ordered(String what, Duration min, Duration max) {
    if (!min.isPositive() || max.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "rhizome.entity.%s-min must be positive and not above %s-max".formatted(what, what));
    }
  }
}
