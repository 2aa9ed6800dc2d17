package rhizome.runtime.journal;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the entities of a member keep what was acknowledged: a file of its own, or one that all
 * members of a cluster share. Opened before the actor system and closed after it.
 */
public sealed interface Journal extends AutoCloseable permits EmbeddedJournal, SharedJournal {

  /** What must come before the profile in the actor system's configuration. */
  Config config();

  /** What an operator should know about this opening; usually nothing. */
  List<String> remarks();

  /** Gives it back in good order. Stop the actor system before. */
  @Override
  void close();

  /**
   * Opens the embedded journal of a data folder.
   *
   * @throws JournalRefused as {@link EmbeddedJournal#open} does
   */
  static EmbeddedJournal open(Path folder) {
    return EmbeddedJournal.open(folder);
  }
}
