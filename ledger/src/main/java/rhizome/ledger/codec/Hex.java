package rhizome.ledger.codec;

import java.util.HexFormat;

/** Hexadecimal digits as the seed writes them; one text for each value, so lower case only. */
public final class Hex {

  private Hex() {}

  /** The bytes of {@code text}, refused where a digit is none. */
  public static byte[] read(String text) {
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
        throw new Malformed("character " + i, "a hexadecimal digit in lower case");
      }
    }
    if (text.length() % 2 != 0) {
      throw new Malformed("character " + text.length(), "an even number of hexadecimal digits");
    }
    return HexFormat.of().parseHex(text);
  }

  /** As {@link #read}, of so many bytes. */
  public static byte[] read(String text, int size) {
    if (text.length() != 2 * size) {
      throw new Malformed("character 0", 2 * size + " hexadecimal digits, not " + text.length());
    }
    return read(text);
  }
}
