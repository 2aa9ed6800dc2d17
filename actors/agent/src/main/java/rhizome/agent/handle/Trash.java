package rhizome.agent.handle;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
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
                delete(gone);
              } catch (IOException e) {
                LOG.warn("could not delete {}; it is tried again at the next start", gone, e);
              }
            });
  }

  /** Deletes what an earlier agent left in it. */
  void empty() throws IOException {
    delete(folder);
  }

  /** Deletes a tree which others may be deleting, too: what has vanished meanwhile is deleted. */
  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null && Files.exists(folder)) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
