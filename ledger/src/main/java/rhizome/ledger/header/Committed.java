package rhizome.ledger.header;

import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/**
 * How far the hash chain of a beacon was shown.
 *
 * @param origin the tip it began with, as the validator's terms said
 * @param tip what was shown of it last, which the next reveal has to be behind
 */
public record Committed(Hash origin, Hash tip) {

  void write(Writer writer) {
    origin.write(writer);
    tip.write(writer);
  }

  static Committed read(Reader reader) {
    return new Committed(Hash.read(reader), Hash.read(reader));
  }
}
