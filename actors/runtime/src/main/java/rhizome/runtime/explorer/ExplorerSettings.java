package rhizome.runtime.explorer;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How much an explorer keeps and says.
 *
 * @param linesMax of history in memory: one for each block, entry, output, and address it touches
 * @param recallMax blocks that are read back at the start, the newest
 * @param readBlocks of them at a time
 * @param readsMax blocks that are read for who asks at the same time
 * @param waitingMax entries that were submitted here and are in no block yet
 * @param pageMax entries, outputs or lines in one answer
 * @param patience how long an answer of the validator or of its store is waited for
 * @param retry pause before a store that failed is asked again
 */
public record ExplorerSettings(
    int linesMax,
    int recallMax,
    int readBlocks,
    int readsMax,
    int waitingMax,
    int pageMax,
    Duration patience,
    Duration retry) {

  /** So that an answer of a page fits into a message between members, which has 1 MiB. */
  static final int PAGE_MAX = 1_000;

  public ExplorerSettings {
    if (linesMax < 1
        || recallMax < 0
        || readBlocks < 1
        || readsMax < 1
        || waitingMax < 1
        || pageMax < 1) {
      throw new IllegalArgumentException("rhizome.explorer: what is bounded counts from 1");
    }
    if (pageMax > PAGE_MAX) {
      throw new IllegalArgumentException(
          "rhizome.explorer.page-max is %d at most, not %d".formatted(PAGE_MAX, pageMax));
    }
    if (!patience.isPositive() || !retry.isPositive()) {
      throw new IllegalArgumentException("rhizome.explorer.patience and retry must be positive");
    }
  }

  /** Reads the block {@code rhizome.explorer}. */
  public static ExplorerSettings from(Config config) {
    Config own = config.getConfig("rhizome.explorer");
    return new ExplorerSettings(
        own.getInt("lines-max"),
        own.getInt("recall-max"),
        own.getInt("read-blocks"),
        own.getInt("reads-max"),
        own.getInt("waiting-max"),
        own.getInt("page-max"),
        own.getDuration("patience"),
        own.getDuration("retry"));
  }
}
