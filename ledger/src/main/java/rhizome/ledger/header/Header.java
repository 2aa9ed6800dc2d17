package rhizome.ledger.header;

import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Names;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/**
 * What a certificate is over, by its id: a block, and all that follows from it (ADR 0037).
 *
 * @param head of the block, which its entries and payouts are bound by
 * @param round for which it was made; later rounds may propose it again
 * @param proposer whose turn that round was, and who is paid
 * @param reveal what the proposer's beacon had committed to
 * @param seed of the draws of the next height
 * @param state root of all that the chain holds after the block
 * @param validators hash of the set that votes on this header
 * @param next hash of the set that votes on the next
 * @param previous id of the header before, zero for the first
 * @param certificate id of a certificate of the header before, zero for the first
 */
public record Header(
    Block.Head head,
    int round,
    PublicKey proposer,
    Hash reveal,
    Hash seed,
    Hash state,
    Hash validators,
    Hash next,
    Hash previous,
    Hash certificate) {

  /** Bytes in rivbin. */
  public static final int SIZE = 5 * Hash.SIZE + 2 * Long.BYTES + 4 + 33 + 7 * Hash.SIZE;

  public Header {
    if (head.height() < 1 || head.time() < 0 || round < 0) {
      throw new Malformed("header", "a height from 1 on, and no time or round below 0");
    }
  }

  public long height() {
    return head.height();
  }

  public long time() {
    return head.time();
  }

  /** The value that is agreed on. */
  public Hash id() {
    return Names.hash("rhizome header", this::write);
  }

  /** What a certificate is called in the header after its own. */
  public static Hash id(Certificate certificate) {
    return Names.hash("rhizome proof", certificate::write);
  }

  /** What a set is called in headers. */
  public static Hash id(ValidatorSet validators) {
    return Names.hash("rhizome set", validators::write);
  }

  public void write(Writer writer) {
    head.chain().write(writer);
    writer.u64(head.height()).u64(head.time());
    head.parent().hash().write(writer);
    head.entries().write(writer);
    head.payouts().write(writer);
    head.evidence().write(writer);
    writer.integer(round, Integer.BYTES);
    proposer.write(writer);
    reveal.write(writer);
    seed.write(writer);
    state.write(writer);
    validators.write(writer);
    next.write(writer);
    previous.write(writer);
    certificate.write(writer);
  }

  public static Header read(Reader reader) {
    Block.Head head =
        new Block.Head(
            Hash.read(reader),
            reader.u64(),
            reader.u64(),
            new BlockId(Hash.read(reader)),
            Hash.read(reader),
            Hash.read(reader),
            Hash.read(reader));
    return new Header(
        head,
        (int) reader.integer(Integer.BYTES),
        PublicKey.read(reader),
        Hash.read(reader),
        Hash.read(reader),
        Hash.read(reader),
        Hash.read(reader),
        Hash.read(reader),
        Hash.read(reader),
        Hash.read(reader));
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    write(writer);
    return writer.toArray();
  }

  public static Header decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Header::read);
  }
}
