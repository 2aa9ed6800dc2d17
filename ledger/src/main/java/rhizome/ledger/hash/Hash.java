package rhizome.ledger.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HexFormat;
import rhizome.ledger.codec.Hex;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/** 32 bytes: what a hash comes to, a key, a secret. Ordered as its bytes are. */
public record Hash(long first, long second, long third, long fourth) implements Comparable<Hash> {

  public static final int SIZE = 32;

  public static final Hash ZERO = new Hash(0, 0, 0, 0);

  /** Bytes as words, the first byte of each the highest. */
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The 32 bytes of {@code octets}. */
  public static Hash of(byte[] octets) {
    if (octets.length != SIZE) {
      throw new IllegalArgumentException("wanted 32 bytes, not " + octets.length);
    }
    return new Hash(
        (long) WORDS.get(octets, 0),
        (long) WORDS.get(octets, Long.BYTES),
        (long) WORDS.get(octets, 2 * Long.BYTES),
        (long) WORDS.get(octets, 3 * Long.BYTES));
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
    into(octets, 0);
    return octets;
  }

  /** Its 32 bytes, from {@code at} on. */
  public void into(byte[] target, int at) {
    WORDS.set(target, at, first);
    WORDS.set(target, at + Long.BYTES, second);
    WORDS.set(target, at + 2 * Long.BYTES, third);
    WORDS.set(target, at + 3 * Long.BYTES, fourth);
  }

  public boolean isZero() {
    return equals(ZERO);
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
