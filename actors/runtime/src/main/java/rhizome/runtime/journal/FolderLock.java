package rhizome.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;
import rhizome.runtime.disk.FileClaim;

/** One process at a time holds a data folder. */
final class FolderLock {

  private static final String FILE = "journal.lock";

  private FolderLock() {}

  /**
   * @param folder absolute and real
   * @throws JournalRefused if another process, or this one, holds the folder
   */
  static FileClaim take(Path folder) throws IOException {
    return FileClaim.take(
        folder.resolve(FILE),
        pid ->
            new JournalRefused(
                ("%s is in use by the process with pid %s: stop that grid first (`rhizome down`),"
                        + " or choose another data folder")
                    .formatted(folder, pid)));
  }
}
