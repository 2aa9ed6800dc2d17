package rhizome.runtime.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One process at a time holds a data folder. The lock dies with its process, however it ends. */
final class FolderLock implements AutoCloseable {

  static final String FILE = "journal.lock";

  /**
   * Folders held by this process. POSIX locks belong to the process and are gone as soon as it
   * closes any descriptor of the file, so a second opener here must not even touch it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @param folder absolute and real
   * @throws JournalRefused if another process, or this one, holds the folder
   */
  static FolderLock take(Path folder) throws IOException {
    if (!HELD.add(folder)) {
      throw refused(folder, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw refused(folder, Files.readString(folder.resolve(FILE)).strip());
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return new FolderLock(folder, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(folder);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private static JournalRefused refused(Path folder, String pid) {
    return new JournalRefused(
        ("%s is in use by the process with pid %s: stop that grid first (`rhizome down`), or choose"
                + " another data folder")
            .formatted(folder, pid.isEmpty() ? "(unknown)" : pid));
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    } finally {
      HELD.remove(folder);
    }
  }
}
