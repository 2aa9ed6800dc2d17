package rhizome.ledger.tree;

import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/** A key and what stands under it: the id of an output, and the hash of that output. */
public record Entry(Hash key, Hash value) {

  static final int SIZE = 2 * Hash.SIZE;

  static Entry read(Reader reader) {
    return new Entry(Hash.read(reader), Hash.read(reader));
  }

  void write(Writer writer) {
    key.write(writer);
    value.write(writer);
  }
}
