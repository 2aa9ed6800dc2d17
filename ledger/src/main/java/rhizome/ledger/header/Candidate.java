package rhizome.ledger.header;

import java.util.Optional;
import rhizome.ledger.chain.Block;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.hash.Hash;

/** A block that may be agreed on; {@code last} proves the header before, if there is one. */
public record Candidate(Header header, Block block, Optional<Certificate> last) {

  public static final int BYTES_MIN = Header.SIZE + 1 + 1;

  public Hash value() {
    return header.id();
  }

  /** Whether all of it is what its header names, so that who signed for that answers for all. */
  public boolean isBound() {
    return header.head().equals(block.head())
        && header.certificate().equals(last.map(Header::id).orElse(Hash.ZERO));
  }

  public void write(Writer writer) {
    header.write(writer);
    writer.bytes(block.encode());
    writer.bool(last.isPresent());
    last.ifPresent(it -> it.write(writer));
  }

  public static Candidate read(Reader reader) {
    return new Candidate(
        Header.read(reader),
        Block.decode(reader.bytes().toArray()),
        reader.bool() ? Optional.of(Certificate.read(reader)) : Optional.empty());
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    write(writer);
    return writer.toArray();
  }

  public static Candidate decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Candidate::read);
  }
}
