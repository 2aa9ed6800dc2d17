package rhizome.ledger.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Reads values from bytes in one encoding. It refuses what does not have the one form a {@link
 * Writer} gives, and makes room for nothing that the bytes left could not hold.
 */
public final class Reader {

  private final Encoding encoding;
  private final byte[] octets;
  private final int end;
  private int at;

  private Reader(Encoding encoding, byte[] octets, int at, int end) {
    this.encoding = encoding;
    this.octets = octets;
    this.at = at;
    this.end = end;
  }

  /** Reads from {@code octets}, which must not change meanwhile. */
  public static Reader of(Encoding encoding, byte[] octets) {
    return new Reader(encoding, octets, 0, octets.length);
  }

  /** Reads one value that is all of {@code octets}. */
  public static <T> T whole(Encoding encoding, byte[] octets, Function<Reader, T> value) {
    Reader reader = of(encoding, octets);
    T read = value.apply(reader);
    reader.end();
    return read;
  }

  public Encoding encoding() {
    return encoding;
  }

  /** The same bytes from here on, in another encoding; to go on here, {@link #skipTo} its end. */
  public Reader in(Encoding other) {
    return new Reader(other, octets, at, end);
  }

  /** Goes on where {@code other} came to, which read the same bytes. */
  public void skipTo(Reader other) {
    at = other.at;
  }

  /** Offset of the next byte, from the first of all. */
  public int at() {
    return at;
  }

  public int left() {
    return end - at;
  }

  public int octet() {
    return (int) little(1);
  }

  public boolean bool() {
    int value = octet();
    if (value > 1) {
      throw malformed(at - 1, "0 or 1");
    }
    return value == 1;
  }

  /** 8 bytes, unsigned. */
  public long u64() {
    return little(Long.BYTES);
  }

  /** As {@link Writer#integer}. */
  public long integer(int natural) {
    int from = at;
    long value = little(encoding.width(natural));
    if (natural < Long.BYTES && value >>> (natural * Byte.SIZE) != 0) {
      throw malformed(from, "an integer of " + natural + " bytes");
    }
    return value;
  }

  public byte[] raw(int size) {
    need(size);
    at += size;
    return Arrays.copyOfRange(octets, at - size, at);
  }

  /** How many follow that take at least {@code least} bytes each. */
  public int count(int least) {
    int from = at;
    long count = encoding.readLength(this);
    if (count < 0 || count > Encoding.LENGTH_MAX || count > left() / least) {
      throw malformed(from, "no more than what the bytes left can hold");
    }
    return (int) count;
  }

  /** As {@link #count}, in one byte. */
  public int tiny(int least) {
    int from = at;
    int count = octet();
    if (count > left() / least) {
      throw malformed(from, "no more than what the bytes left can hold");
    }
    return count;
  }

  public Bytes bytes() {
    return Bytes.owned(raw(count(1)));
  }

  /** A list of values that take at least {@code least} bytes each. */
  public <T> List<T> list(int least, Function<Reader, T> each) {
    int count = count(least);
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(each.apply(this));
    }
    return List.copyOf(values);
  }

  /** One value that is all of what stands behind a length. */
  public <T> T body(Function<Reader, T> value) {
    int size = count(1);
    Reader inner = new Reader(encoding, octets, at, at + size);
    T read = value.apply(inner);
    inner.end();
    at += size;
    return read;
  }

  /** Refuses to have anything left. */
  public void end() {
    if (at != end) {
      throw malformed(at, "the end, not " + left() + " more bytes");
    }
  }

  public Malformed malformed(int offset, String wanted) {
    return new Malformed("byte " + offset, wanted);
  }

  long little(int width) {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (octets[at + i] & 0xffL) << (i * Byte.SIZE);
    }
    at += width;
    return value;
  }

  private void need(int size) {
    if (size > left()) {
      throw malformed(at, size + " more bytes, not " + left());
    }
  }
}
