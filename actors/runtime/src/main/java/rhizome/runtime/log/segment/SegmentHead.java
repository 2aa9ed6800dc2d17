package rhizome.runtime.log.segment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The beginning of a segment.
 *
 * @param number counted from 1
 * @param salt chance, so that bytes of another log are not taken for this one's
 * @param former the older segments that still counted when this one was begun; all others are gone
 * @param preface what the owner has to say before the first record
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once; never compared
record SegmentHead(long number, long salt, List<Former> former, byte[] preface) {

  /** {@code RHIZLOG1} */
  private static final long MAGIC = 0x5248_495A_4C4F_4731L;

  /** Of magic, size and check. */
  private static final int FRONT = 16;

  /** A segment that is complete, as its successor remembers it. */
  record Former(long number, long salt, int length) {}

  SegmentHead {
    former = List.copyOf(former);
  }

  static Path file(Path folder, long number) {
    return folder.resolve("%020d.log".formatted(number));
  }

  byte[] bytes() {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      out.writeLong(number);
      out.writeLong(salt);
      out.writeInt(former.size());
      for (Former one : former) {
        out.writeLong(one.number);
        out.writeLong(one.salt);
        out.writeInt(one.length);
      }
      out.writeInt(preface.length);
      out.write(preface);
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      out = new DataOutputStream(whole);
      out.writeLong(MAGIC);
      out.writeInt(body.size());
      out.writeInt(check(body.toByteArray()));
      body.writeTo(out);
      return whole.toByteArray();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory refused bytes", impossible);
    }
  }

  /** Length in the file. */
  int length() {
    return bytes().length;
  }

  /**
   * @throws LogRefused if the file does not begin with the head of this number
   */
  static SegmentHead read(Path folder, long number) throws IOException {
    Path file = file(folder, number);
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(bytes)) {
      byte[] front = in.readNBytes(FRONT);
      DataInputStream first = new DataInputStream(new ByteArrayInputStream(front));
      if (front.length == FRONT && first.readLong() == MAGIC) {
        int size = first.readInt();
        byte[] body = size < 0 || size > Files.size(file) ? new byte[0] : in.readNBytes(size);
        if (body.length == size && check(body) == first.readInt()) {
          SegmentHead head = parse(new DataInputStream(new ByteArrayInputStream(body)));
          if (head.number == number) {
            return head;
          }
        }
      }
    }
    throw LogRefused.damaged(file, 0, "this is not the beginning of segment " + number);
  }

  private static SegmentHead parse(DataInputStream in) throws IOException {
    long number = in.readLong();
    long salt = in.readLong();
    List<Former> former = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      former.add(new Former(in.readLong(), in.readLong(), in.readInt()));
    }
    return new SegmentHead(number, salt, former, in.readNBytes(in.readInt()));
  }

  private static int check(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
