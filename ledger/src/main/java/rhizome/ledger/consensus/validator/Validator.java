package rhizome.ledger.consensus.validator;

import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.key.PublicKey;

/** Somebody who votes, with a power above zero. */
public record Validator(PublicKey key, long power) {

  /** Bytes in rivbin. */
  static final int SIZE = 1 + 32 + Long.BYTES;

  public Validator {
    if (power <= 0) {
      throw new Malformed("power of " + key, "more than 0, not " + power);
    }
  }

  static Validator read(Reader reader) {
    return new Validator(PublicKey.read(reader), reader.u64());
  }

  void write(Writer writer) {
    key.write(writer);
    writer.u64(power);
  }
}
