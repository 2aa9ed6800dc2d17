package rhizome.runtime.log.segment;

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
import rhizome.runtime.log.segment.LogRefused.Refusal;

/** One process at a time holds a log, as {@code rhizome.runtime.journal.FolderLock} has it. */
final class SegmentLock implements AutoCloseable {

  static final String FILE = "log.lock";

  /** POSIX locks belong to the process, so a second opener here must not touch the file. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private SegmentLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @param folder absolute and real
   */
  static SegmentLock take(Path folder) throws IOException {
    if (!HELD.add(folder)) {
      throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
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
        throw inUse(folder, Files.readString(folder.resolve(FILE)).strip());
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return new SegmentLock(folder, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(folder);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private static LogRefused inUse(Path folder, String pid) {
    return new LogRefused(
        Refusal.IN_USE,
        "%s is held by the process with pid %s: stop that first, or choose another folder"
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
