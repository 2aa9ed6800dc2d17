package rhizome.runtime.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import rhizome.runtime.disk.Disk;

/**
 * The segment that is written. Records are gathered in memory, and written and forced as a group.
 */
final class OpenSegment implements AutoCloseable {

  private final SegmentHead head;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private int written;
  private int durable;

  private OpenSegment(SegmentHead head, FileChannel channel, ByteBuffer buffer, int length) {
    this.head = head;
    this.channel = channel;
    this.buffer = buffer.clear();
    this.written = length;
    this.durable = length;
  }

  /**
   * A new one, which is there as a whole, head and name, or not at all.
   *
   * @param buffer to gather records in, from now on for this segment only
   */
  static OpenSegment begin(Path folder, SegmentHead head, ByteBuffer buffer) throws IOException {
    Path file = SegmentHead.file(folder, head.number());
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(head.bytes());
      int length = bytes.remaining();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      Disk.rename(aside, file);
      return new OpenSegment(head, channel, buffer, length);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** One that ends at {@code length}, all of which is on the disk. */
  static OpenSegment resume(Path folder, SegmentHead head, ByteBuffer buffer, int length)
      throws IOException {
    Path file = SegmentHead.file(folder, head.number());
    return new OpenSegment(head, FileChannel.open(file, StandardOpenOption.WRITE), buffer, length);
  }

  long number() {
    return head.number();
  }

  int length() {
    return written + buffer.position();
  }

  boolean isDirty() {
    return length() > durable;
  }

  /** The first record has room in any segment. */
  boolean hasRoom(int record, int segmentBytes) {
    return (long) length() + Frame.BYTES + record <= segmentBytes || length() == head.length();
  }

  Place append(byte[] record) throws IOException {
    Place place = new Place(head.number(), length(), record.length);
    if (buffer.remaining() < Frame.BYTES) {
      drain();
    }
    Frame.of(record, durable).put(buffer, head.salt(), place.offset());
    for (int at = 0; at < record.length; ) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int part = Math.min(buffer.remaining(), record.length - at);
      buffer.put(record, at, part);
      at += part;
    }
    return place;
  }

  void force(SegmentLog.Force force) throws IOException {
    drain();
    force.force(channel);
    durable = written;
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      written += channel.write(buffer, written);
    }
    buffer.clear();
  }

  SegmentHead.Former complete() {
    return new SegmentHead.Former(head.number(), head.salt(), length());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
