package rhizome.ledger.transaction;

import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/** 8 bytes that tell transactions apart which are the same otherwise. */
public record Nonce(Bytes octets) {

  public static final int SIZE = 8;

  public Nonce {
    if (octets.size() != SIZE) {
      throw new Malformed("nonce", SIZE + " bytes, not " + octets.size());
    }
  }

  static Nonce read(Reader reader) {
    return new Nonce(Bytes.of(reader.raw(SIZE)));
  }

  void write(Writer writer) {
    writer.raw(octets);
  }

  public boolean isZero() {
    return octets.equals(Bytes.of(new byte[SIZE]));
  }
}
