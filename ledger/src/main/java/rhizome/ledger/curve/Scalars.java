package rhizome.ledger.curve;

import java.math.BigInteger;

/** Whole numbers as bytes, the lowest first, and as digits. */
final class Scalars {

  private Scalars() {}

  static BigInteger number(byte[] octets, int from, int size) {
    byte[] reversed = new byte[size];
    for (int i = 0; i < size; i++) {
      reversed[size - 1 - i] = octets[from + i];
    }
    return new BigInteger(1, reversed);
  }

  static byte[] octets(BigInteger value, int size) {
    byte[] reversed = value.toByteArray();
    byte[] octets = new byte[size];
    for (int i = 0; i < Math.min(size, reversed.length); i++) {
      octets[i] = reversed[reversed.length - 1 - i];
    }
    return octets;
  }

  /**
   * Digits of base 2^width, the lowest first, from -2^(width-1) up to 2^(width-1) and one: half as
   * many kinds of them as there would be without signs.
   */
  static short[] digits(BigInteger value, int width) {
    byte[] octets = octets(value, value.bitLength() / Byte.SIZE + 1);
    int count = (value.bitLength() + width) / width + 1;
    short[] digits = new short[count];
    int half = 1 << (width - 1);
    int carried = 0;
    for (int i = 0; i < count; i++) {
      int digit = bits(octets, i * width, width) + carried;
      carried = digit > half ? 1 : 0;
      digits[i] = (short) (digit - (carried << width));
    }
    return digits;
  }

  private static int bits(byte[] octets, int from, int width) {
    int bits = 0;
    for (int i = 0; i < width; i++) {
      int at = from + i;
      int octet = at / Byte.SIZE < octets.length ? octets[at / Byte.SIZE] : 0;
      bits |= ((octet >> (at % Byte.SIZE)) & 1) << i;
    }
    return bits;
  }
}
