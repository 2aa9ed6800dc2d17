package rhizome.runtime.cassandra;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Limits of the fence.
 *
 * @param keyspace of the journal
 * @param partitionSize events of one partition
 * @param eventsMax events of one write
 * @param waitingMax requests that wait until Cassandra answers for the first time
 * @param claimAttemptsMax claims that lose before a recovery fails
 * @param lookInterval pause between two looks for a Cassandra that does not answer yet
 */
record FenceSettings(
    String keyspace,
    long partitionSize,
    int eventsMax,
    int waitingMax,
    int claimAttemptsMax,
    Duration lookInterval) {

  FenceSettings {
    if (partitionSize < eventsMax || eventsMax < 1) {
      throw new IllegalArgumentException(
          FencedJournal.PATH
              + ".target-partition-size must hold max-message-batch-size events, of which there"
              + " must be one");
    }
    if (waitingMax < 1 || claimAttemptsMax < 1 || !lookInterval.isPositive()) {
      throw new IllegalArgumentException(
          "rhizome.cassandra.waiting-max, claim-attempts-max and look-interval must be positive");
    }
  }

  static FenceSettings from(Config config) {
    Config journal = config.getConfig(FencedJournal.PATH);
    Config own = config.getConfig("rhizome.cassandra");
    return new FenceSettings(
        journal.getString("keyspace"),
        journal.getLong("target-partition-size"),
        journal.getInt("max-message-batch-size"),
        own.getInt("waiting-max"),
        own.getInt("claim-attempts-max"),
        own.getDuration("look-interval"));
  }
}
