package rhizome.runtime.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to where a log is known to be on the disk, kept apart from it. The mark itself is forced only
 * when the log is closed: it may lag behind after a loss of power, but never says too much.
 */
final class Mark implements AutoCloseable {

  static final String FILE = "mark";

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int BYTES = 16;

  private final FileChannel channel;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);

  /** The end of what is on the disk. */
  record At(long segment, int length) {}

  private Mark(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty if there is none, or none that can be read. */
  static Optional<At> read(Path folder) throws IOException {
    try {
      ByteBuffer found = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(FILE)));
      if (found.remaining() == BYTES && found.getInt(12) == check(found.duplicate().limit(12))) {
        return Optional.of(new At(found.getLong(), found.getInt()));
      }
      LOG.warn(
          "{} cannot be read: whether the log lacks its end, only the log itself can say",
          folder.resolve(FILE));
    } catch (NoSuchFileException none) {
      // A new log, or somebody wants it opened without.
    }
    return Optional.empty();
  }

  static Mark open(Path folder) throws IOException {
    return new Mark(
        FileChannel.open(
            folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  void move(long segment, int length) throws IOException {
    bytes.clear().putLong(segment).putInt(length);
    bytes.putInt(check(bytes.duplicate().flip())).flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  private static int check(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.force(true);
    }
  }
}
