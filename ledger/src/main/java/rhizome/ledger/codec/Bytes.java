package rhizome.ledger.codec;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that never change, with equality by content. */
public final class Bytes {

  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  public static Bytes of(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
  }

  /** Keeps the array, which its only owner gives away. */
  static Bytes owned(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets);
  }

  /** Lower-case hexadecimal digits, two for each byte. */
  public static Bytes ofHex(String hex) {
    return owned(Hex.read(hex));
  }

  public int size() {
    return octets.length;
  }

  public boolean isEmpty() {
    return octets.length == 0;
  }

  public byte[] toArray() {
    return octets.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  void into(byte[] target, int at) {
    System.arraycopy(octets, 0, target, at, octets.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return hex();
  }
}
