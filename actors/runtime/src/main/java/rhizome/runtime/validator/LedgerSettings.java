package rhizome.runtime.validator;

import com.typesafe.config.Config;
import java.time.Duration;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.pool.Limits;

/**
 * The life of a validator on its host (ADR 0039).
 *
 * @param journal id of the plugin that keeps its events
 * @param snapshots id of the plugin that keeps what it saves
 * @param idleInterval between two blocks while nothing waits
 * @param retellingInterval between two retellings, each to one peer
 * @param answerInterval between two answers to the position of one peer that came no further
 * @param waitingMax messages that may wait while one input is written
 * @param waitingLargeMax of these, such that carry blocks or pages
 * @param messageBytesMax of what is told to a peer at a time
 * @param ageMax how long an entry may wait for a block
 * @param beaconLength turns for which a hash chain lasts
 * @param restartMin pause before one whose journal failed comes back; doubled each time
 * @param restartMax longest such pause
 */
public record LedgerSettings(
    String journal,
    String snapshots,
    Timeouts timeouts,
    Duration idleInterval,
    Duration retellingInterval,
    Duration answerInterval,
    int waitingMax,
    int waitingLargeMax,
    int messageBytesMax,
    Gossip gossip,
    Limits pool,
    Duration ageMax,
    int beaconLength,
    Duration restartMin,
    Duration restartMax) {

  /** Blocks count time in milliseconds, locks in seconds; ages are looked at a hundred times. */
  private static final Duration AGE_MIN = Duration.ofSeconds(100);

  /** How long the phases of a round last, {@code growth} longer each round, up to {@code max}. */
  public record Timeouts(
      Duration propose, Duration prevote, Duration precommit, Duration growth, Duration max) {

    public Timeouts {
      if (!propose.isPositive() || !prevote.isPositive() || !precommit.isPositive()) {
        throw new IllegalArgumentException("rhizome.ledger.timeouts must be positive");
      }
      // Without growth there is no round in which all who are honest hear each other in time.
      if (!growth.isPositive() || max.compareTo(propose) < 0) {
        throw new IllegalArgumentException(
            "rhizome.ledger.timeouts: growth must be positive, and max not below propose");
      }
    }

    Duration of(Timer timer, int round) {
      Duration first =
          switch (timer) {
            case PROPOSE -> propose;
            case PREVOTE -> prevote;
            case PRECOMMIT -> precommit;
          };
      Duration grown = first.plus(growth.multipliedBy(round));
      return grown.compareTo(max) < 0 ? grown : max;
    }
  }

  /**
   * How entries are passed on.
   *
   * @param interval between two batches
   * @param entriesMax of a batch
   * @param bytesMax of a batch
   * @param backlogMax entries that wait to be passed on to one peer
   */
  public record Gossip(Duration interval, int entriesMax, int bytesMax, int backlogMax) {

    public Gossip {
      if (!interval.isPositive() || entriesMax < 1 || bytesMax < 1 || backlogMax < 1) {
        throw new IllegalArgumentException("rhizome.ledger.gossip passes nothing on");
      }
    }
  }

  public LedgerSettings {
    if (!idleInterval.isPositive()
        || !retellingInterval.isPositive()
        || answerInterval.isNegative()) {
      throw new IllegalArgumentException("intervals of rhizome.ledger must be positive");
    }
    if (ageMax.compareTo(AGE_MIN) < 0) {
      throw new IllegalArgumentException("rhizome.ledger.pool.age-max is 100 s at least");
    }
    if (waitingMax < 1 || waitingLargeMax < 1 || messageBytesMax < 1 || beaconLength < 1) {
      throw new IllegalArgumentException("limits of rhizome.ledger count from 1");
    }
    if (!restartMin.isPositive() || restartMax.compareTo(restartMin) < 0) {
      throw new IllegalArgumentException(
          "rhizome.ledger.restart-min must be positive and not above restart-max");
    }
  }

  /** Reads the block {@code rhizome.ledger}. */
  public static LedgerSettings from(Config config) {
    Config ledger = config.getConfig("rhizome.ledger");
    return new LedgerSettings(
        ledger.getString("journal-plugin"),
        ledger.getString("snapshot-plugin"),
        timeouts(ledger.getConfig("timeouts")),
        ledger.getDuration("idle-interval"),
        ledger.getDuration("retelling-interval"),
        ledger.getDuration("answer-interval"),
        ledger.getInt("waiting-max"),
        ledger.getInt("waiting-large-max"),
        ledger.getInt("message-bytes-max"),
        gossip(ledger.getConfig("gossip")),
        pool(ledger.getConfig("pool")),
        ledger.getDuration("pool.age-max"),
        ledger.getInt("beacon-length"),
        ledger.getDuration("restart-min"),
        ledger.getDuration("restart-max"));
  }

  private static Timeouts timeouts(Config timeouts) {
    return new Timeouts(
        timeouts.getDuration("propose"),
        timeouts.getDuration("prevote"),
        timeouts.getDuration("precommit"),
        timeouts.getDuration("growth"),
        timeouts.getDuration("max"));
  }

  private static Gossip gossip(Config gossip) {
    return new Gossip(
        gossip.getDuration("interval"),
        gossip.getInt("entries-max"),
        gossip.getInt("bytes-max"),
        gossip.getInt("backlog-max"));
  }

  private static Limits pool(Config pool) {
    return new Limits(
        pool.getLong("bytes-max"),
        pool.getInt("entries-max"),
        pool.getLong("package-bytes-max"),
        pool.getInt("package-signatures-max"),
        pool.getInt("replaced-max"));
  }
}
