package rhizome.agent.handle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where trees go that are to be deleted: out of the way at once, and away without holding anybody
 * up. Links are deleted, and what they lead to is not. Used by one thread.
 */
final class Trash {

  private static final Logger LOG = LoggerFactory.getLogger(Trash.class);

  private final Path folder;
  private long thrownAway;

  /**
   * @param folder on the file system of what is thrown into it
   */
  Trash(Path folder) {
    this.folder = folder;
  }

  void throwAway(Path tree) throws IOException {
    Files.createDirectories(folder);
    Path gone = folder.resolve(Long.toString(thrownAway++));
    try {
      Files.move(tree, gone, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException _) {
      return;
    }
    Thread.ofVirtual()
        .name("rhizome-trash")
        .start(
            () -> {
              try {
                FolderTree.delete(gone);
              } catch (IOException e) {
                LOG.warn("could not delete {}; it is tried again at the next start", gone, e);
              }
            });
  }

  /** Deletes what an earlier agent left in it. */
  void empty() throws IOException {
    FolderTree.delete(folder);
  }
}
