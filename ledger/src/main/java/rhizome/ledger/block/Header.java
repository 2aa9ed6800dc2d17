package rhizome.ledger.block;

import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/**
 * What a block's id is the hash of, 96 bytes; time in seconds of Unix. Its order of index and time
 * is not that of a block.
 */
public record Header(BlockId parent, StakeIndex stake, long time, Hash merkleRoot) {

  public static final int SIZE = 96;

  public BlockId id() {
    return new BlockId(Blake.all(this::write));
  }

  public byte[] encode() {
    Writer writer = new Writer(Encoding.SIABIN, SIZE);
    write(writer);
    return writer.toArray();
  }

  public static Header decode(byte[] octets) {
    return Reader.whole(Encoding.SIABIN, octets, Header::read);
  }

  private void write(Writer writer) {
    parent.hash().write(writer);
    stake.write(writer);
    writer.u64(time);
    merkleRoot.write(writer);
  }

  private static Header read(Reader reader) {
    BlockId parent = new BlockId(Hash.read(reader));
    StakeIndex stake = StakeIndex.read(reader);
    long time = reader.u64();
    return new Header(parent, stake, time, Hash.read(reader));
  }
}
