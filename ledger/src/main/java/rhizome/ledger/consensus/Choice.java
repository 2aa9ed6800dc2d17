package rhizome.ledger.consensus;

import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/** A value, and the round in which more than two thirds prevoted for it. */
public record Choice(Hash value, int round) {

  static Choice read(Reader reader) {
    return new Choice(Hash.read(reader), StateCodec.natural(reader));
  }

  void write(Writer writer) {
    value.write(writer);
    writer.integer(round, Integer.BYTES);
  }
}
