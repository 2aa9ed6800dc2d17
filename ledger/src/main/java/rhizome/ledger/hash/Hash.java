package rhizome.ledger.hash;

import java.math.BigInteger;
import java.util.HexFormat;
import rhizome.ledger.codec.Hex;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/** 32 bytes: what a hash comes to, a key, a secret. Ordered as its bytes are. */
public record Hash(long first, long second, long third, long fourth) implements Comparable<Hash> {

  public static final int SIZE = 32;

  public static final Hash ZERO = new Hash(0, 0, 0, 0);

  /** The 32 bytes of {@code octets}. */
  public static Hash of(byte[] octets) {
    if (octets.length != SIZE) {
      throw new IllegalArgumentException("wanted 32 bytes, not " + octets.length);
    }
    return new Hash(word(octets, 0), word(octets, 8), word(octets, 16), word(octets, 24));
  }

  /** 64 hexadecimal digits in lower case. */
  public static Hash ofHex(String hex) {
    return of(Hex.read(hex, SIZE));
  }

  public static Hash read(Reader reader) {
    return of(reader.raw(SIZE));
  }

  public void write(Writer writer) {
    writer.raw(toArray());
  }

  public byte[] toArray() {
    byte[] octets = new byte[SIZE];
    word(octets, 0, first);
    word(octets, 8, second);
    word(octets, 16, third);
    word(octets, 24, fourth);
    return octets;
  }

  public boolean isZero() {
    return equals(ZERO);
  }

  private static long word(byte[] octets, int at) {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word = (word << Byte.SIZE) | (octets[at + i] & 0xff);
    }
    return word;
  }

  private static void word(byte[] octets, int at, long word) {
    for (int i = 0; i < Long.BYTES; i++) {
      octets[at + i] = (byte) (word >>> ((Long.BYTES - 1 - i) * Byte.SIZE));
    }
  }

  /** As a natural number, the first byte the highest. */
  public BigInteger number() {
    return new BigInteger(1, toArray());
  }

  /** Bit {@code i} of {@link #number}, 0 the lowest. */
  public boolean bit(int i) {
    long word =
        switch (i >> 6) {
          case 0 -> fourth;
          case 1 -> third;
          case 2 -> second;
          default -> first;
        };
    return ((word >>> (i & 63)) & 1) == 1;
  }

  public String hex() {
    return HexFormat.of().formatHex(toArray());
  }

  @Override
  public int compareTo(Hash other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  @Override
  public String toString() {
    return hex();
  }
}
