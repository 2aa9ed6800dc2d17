package rhizome.runtime.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time holds what a lock file stands for, and says in it who it is. The lock dies
 * with its process, however it ends.
 */
public final class FileClaim implements AutoCloseable {

  /**
   * Files held by this process. POSIX locks belong to the process and are gone as soon as it closes
   * any descriptor of the file, so a second opener here must not even touch it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FileClaim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param file in a folder whose path is absolute and real
   * @param refused what is thrown if another process, or this one, holds it; is told its pid
   */
  public static FileClaim take(Path file, Function<String, RuntimeException> refused)
      throws IOException {
    if (!HELD.add(file)) {
      throw refused.apply(Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        String pid = Files.readString(file).strip();
        throw refused.apply(pid.isEmpty() ? "(unknown)" : pid);
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return new FileClaim(file, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    } finally {
      HELD.remove(file);
    }
  }
}
