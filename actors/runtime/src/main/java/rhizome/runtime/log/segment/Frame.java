package rhizome.runtime.log.segment;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before each record. Its own check is over the salt of the segment and the offset,
 * too, so that nothing counts that was written elsewhere, and no record can be made to hold a
 * frame.
 *
 * @param length of the record
 * @param group offset up to which the segment was on the disk when this record was written; so what
 *     is before it was acknowledged, whatever it looks like now
 * @param check CRC32C of the record
 */
record Frame(int length, int group, int check) {

  static final int BYTES = 16;

  static Frame of(byte[] record, int group) {
    return new Frame(record.length, group, checkOf(record));
  }

  /** Empty if these are not the bytes of a frame at this place. */
  static Optional<Frame> read(ByteBuffer from, long salt, int offset) {
    if (from.remaining() < BYTES) {
      return Optional.empty();
    }
    Frame frame = new Frame(from.getInt(), from.getInt(), from.getInt());
    boolean possible = frame.length > 0 && frame.group > 0 && frame.group <= offset;
    return possible && from.getInt() == frame.seal(salt, offset)
        ? Optional.of(frame)
        : Optional.empty();
  }

  void put(ByteBuffer to, long salt, int offset) {
    to.putInt(length).putInt(group).putInt(check).putInt(seal(salt, offset));
  }

  boolean fits(byte[] record) {
    return record.length == length && checkOf(record) == check;
  }

  private int seal(long salt, int offset) {
    ByteBuffer sealed = ByteBuffer.allocate(24);
    sealed.putLong(salt).putInt(offset).putInt(length).putInt(group).putInt(check);
    return checkOf(sealed.array());
  }

  private static int checkOf(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
