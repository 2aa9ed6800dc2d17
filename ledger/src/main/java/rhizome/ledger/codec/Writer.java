package rhizome.ledger.codec;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Bytes as they are written, one value after the other, in one encoding. */
public final class Writer {

  /** What JVMs take for the length of an array. */
  private static final int ARRAY_MAX = Integer.MAX_VALUE - 8;

  private final Encoding encoding;
  private byte[] octets;
  private int size;

  /** {@code room} is a guess of how much is to come. */
  public Writer(Encoding encoding, int room) {
    this.encoding = encoding;
    this.octets = new byte[room];
  }

  public static Writer siabin() {
    return new Writer(Encoding.SIABIN, 512);
  }

  public static Writer rivbin() {
    return new Writer(Encoding.RIVBIN, 512);
  }

  public Encoding encoding() {
    return encoding;
  }

  /** One byte, 0 to 255: versions and kinds are that in both encodings. */
  public Writer octet(int value) {
    if (value < 0 || value > 0xff) {
      throw new IllegalArgumentException(value + " is no byte");
    }
    return little(value, 1);
  }

  public Writer bool(boolean value) {
    return octet(value ? 1 : 0);
  }

  /** 8 bytes in both encodings, read as unsigned. */
  public Writer u64(long value) {
    return little(value, Long.BYTES);
  }

  /** An integer that is so many bytes wide in memory; rivbin keeps to that. */
  public Writer integer(long value, int natural) {
    if (natural < Long.BYTES && value >>> (natural * Byte.SIZE) != 0) {
      throw new IllegalArgumentException(value + " needs more than " + natural + " bytes");
    }
    return little(value, encoding.width(natural));
  }

  /** Bytes whose number the reader knows. */
  public Writer raw(byte[] value) {
    int at = grow(value.length);
    System.arraycopy(value, 0, octets, at, value.length);
    return this;
  }

  public Writer raw(Bytes value) {
    int at = grow(value.size());
    value.into(octets, at);
    return this;
  }

  /** What another has written so far. */
  public Writer raw(Writer other) {
    int at = grow(other.size);
    System.arraycopy(other.octets, 0, octets, at, other.size);
    return this;
  }

  /** How many are to follow, or of how many bytes. */
  public Writer length(int length) {
    if (length < 0 || length > Encoding.LENGTH_MAX) {
      throw new IllegalArgumentException("a length of " + length + " cannot be written");
    }
    encoding.writeLength(this, length);
    return this;
  }

  /** How many are to follow, in one byte: a list that the seed calls tiny. */
  public Writer tiny(int count) {
    return octet(count);
  }

  public Writer bytes(byte[] value) {
    return length(value.length).raw(value);
  }

  public Writer bytes(Bytes value) {
    return length(value.size()).raw(value);
  }

  public <T> Writer list(List<T> values, BiConsumer<Writer, T> each) {
    length(values.size());
    values.forEach(value -> each.accept(this, value));
    return this;
  }

  /** What {@code body} writes, behind its length. */
  public Writer body(Consumer<Writer> body) {
    Writer inner = new Writer(encoding, 192);
    body.accept(inner);
    return length(inner.size).raw(inner);
  }

  public int size() {
    return size;
  }

  public byte[] toArray() {
    return Arrays.copyOf(octets, size);
  }

  public Bytes toBytes() {
    return Bytes.owned(toArray());
  }

  /** Gives what was written to one who only reads it: the array, and how much of it counts. */
  public void drain(Sink sink) {
    sink.take(octets, size);
  }

  /** Takes the first {@code size} bytes, before the writer goes on. */
  @FunctionalInterface
  public interface Sink {
    void take(byte[] octets, int size);
  }

  Writer little(long value, int width) {
    int at = grow(width);
    for (int i = 0; i < width; i++) {
      octets[at + i] = (byte) (value >>> (i * Byte.SIZE));
    }
    return this;
  }

  private int grow(int more) {
    int at = size;
    int wanted = Math.addExact(size, more);
    if (wanted > octets.length) {
      long room = Math.max(wanted, Math.min(2L * octets.length, ARRAY_MAX));
      octets = Arrays.copyOf(octets, (int) room);
    }
    size = wanted;
    return at;
  }
}
