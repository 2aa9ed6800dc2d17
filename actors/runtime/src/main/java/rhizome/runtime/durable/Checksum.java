package rhizome.runtime.durable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A CRC-32C behind the bytes of everything stored. H2's pages carry only a check of their place and
 * length, so a byte that rots inside an event would come back as another event without a word.
 */
public final class Checksum {

  private static final int SIZE = Integer.BYTES;

  private Checksum() {}

  /** Whether a serializer is one of the house's, whose identifiers lie in 7100 to 7199. */
  public static boolean seals(int serializer) {
    return serializer >= 7100 && serializer < 7200;
  }

  /** The bytes with their checksum behind them. */
  static byte[] seal(byte[] bytes) {
    return ByteBuffer.allocate(bytes.length + SIZE)
        .put(bytes)
        .putInt(of(bytes, bytes.length))
        .array();
  }

  /** Whether sealed bytes are as they were written. */
  public static boolean isWhole(byte[] sealed) {
    int length = sealed.length - SIZE;
    return length >= 0 && ByteBuffer.wrap(sealed).getInt(length) == of(sealed, length);
  }

  /** The bytes that were sealed; ask {@link #isWhole} first. */
  static byte[] open(byte[] sealed) {
    return Arrays.copyOf(sealed, sealed.length - SIZE);
  }

  private static int of(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
