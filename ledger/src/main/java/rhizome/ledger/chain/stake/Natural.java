package rhizome.ledger.chain.stake;

import java.util.Optional;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.key.PublicKey;

/** Numbers and names as they stand in what is kept. */
final class Natural {

  private Natural() {}

  /** From 0 to 2^63 - 1, in 8 bytes. */
  static long read(Reader reader) {
    int at = reader.at();
    long number = reader.u64();
    if (number < 0) {
      throw reader.malformed(at, "from 0 to 2^63 - 1");
    }
    return number;
  }

  static Optional<PublicKey> key(Reader reader) {
    return reader.bool() ? Optional.of(PublicKey.read(reader)) : Optional.empty();
  }

  static void write(Writer writer, Optional<PublicKey> key) {
    writer.bool(key.isPresent());
    key.ifPresent(each -> each.write(writer));
  }
}
