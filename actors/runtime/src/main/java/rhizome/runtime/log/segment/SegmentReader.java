package rhizome.runtime.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records by their places, beside the writer. For one thread; in order it is fastest. */
public final class SegmentReader implements AutoCloseable {

  private final Path folder;
  private @Nullable OpenFile file;

  private record OpenFile(SegmentHead head, FileChannel channel) {}

  SegmentReader(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws java.nio.file.NoSuchFileException if the segment is gone, because nobody needed it
   * @throws LogRefused if the disk says something else than what was written
   */
  public byte[] read(Place place) throws IOException {
    OpenFile from = open(place.segment());
    ByteBuffer bytes = ByteBuffer.allocate(Frame.BYTES + place.length());
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = from.channel.read(bytes, place.offset() + (long) bytes.position());
    }
    bytes.flip();
    Optional<Frame> frame = Frame.read(bytes, from.head.salt(), place.offset());
    byte[] record = new byte[bytes.remaining()];
    bytes.get(record);
    if (frame.isEmpty() || !frame.get().fits(record)) {
      throw LogRefused.damaged(
          SegmentHead.file(folder, place.segment()),
          place.offset(),
          "this is not the record that was written");
    }
    return record;
  }

  private OpenFile open(long segment) throws IOException {
    if (file != null && file.head.number() == segment) {
      return file;
    }
    close();
    SegmentHead head = SegmentHead.read(folder, segment);
    file =
        new OpenFile(
            head, FileChannel.open(SegmentHead.file(folder, segment), StandardOpenOption.READ));
    return file;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.channel.close();
      file = null;
    }
  }
}
