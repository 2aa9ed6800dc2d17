package rhizome.ledger.block;

import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/**
 * Where an output of block stake was made: the height of the block, the place of the transaction in
 * it, and of the output in that. All three are unsigned.
 */
public record StakeIndex(long height, long transaction, long output) {

  static StakeIndex read(Reader reader) {
    long height = reader.u64();
    long transaction = reader.u64();
    return new StakeIndex(height, transaction, reader.u64());
  }

  public void write(Writer writer) {
    writer.u64(height).u64(transaction).u64(output);
  }
}
