package rhizome.runtime.journal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * How many events have been acknowledged, kept in a file of its own beside the journal. A damaged
 * H2 file may open on an older state without a word; this number says that events are missing.
 *
 * <p>The page is mapped, so that counting costs no system call: the kernel holds it when the
 * process is killed. A crash of the machine may take the last seconds of it, never add to it: the
 * mark is always a lower bound, because it moves only after H2's write was forced.
 */
final class Mark implements AutoCloseable {

  static final String FILE = "journal.mark";

  private static final long MAGIC = 0x52_48_5A_4D_41_52_4B_31L; // "RHZMARK1"
  private static final int COUNT_AT = Long.BYTES;
  private static final int SIZE = 2 * Long.BYTES;

  private final MappedByteBuffer page;
  private long count;

  private Mark(MappedByteBuffer page, long count) {
    this.page = page;
    this.count = count;
  }

  /** The number in the file; empty if there is no file or it does not hold a mark. */
  static OptionalLong read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file) || Files.size(file) != SIZE) {
      return OptionalLong.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE);
      long count = page.getLong(COUNT_AT);
      return page.getLong(0) == MAGIC && count >= 0 ? OptionalLong.of(count) : OptionalLong.empty();
    }
  }

  /** Writes the file with {@code count}, whatever it held before, and keeps it open. */
  static Mark write(Path folder, long count) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      channel.truncate(SIZE);
      MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
      page.putLong(COUNT_AT, count);
      page.putLong(0, MAGIC);
      page.force();
      return new Mark(page, count);
    }
  }

  /** Counts events that are durable and about to be acknowledged. */
  synchronized void add(int events) {
    count += events;
    page.putLong(COUNT_AT, count);
  }

  synchronized long count() {
    return count;
  }

  @Override
  public synchronized void close() {
    page.force();
  }
}
