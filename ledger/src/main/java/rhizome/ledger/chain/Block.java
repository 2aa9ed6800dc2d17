package rhizome.ledger.chain;

import java.util.List;
import java.util.function.Consumer;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.hash.Merkle;

/**
 * What is agreed on at one height; time in milliseconds of Unix. Who agreed is said beside it, over
 * its id, and not in it.
 */
public record Block(
    Hash chain,
    long height,
    long time,
    BlockId parent,
    List<Entry> entries,
    List<Holding> payouts,
    List<Evidence> evidence) {

  public Block {
    entries = List.copyOf(entries);
    payouts = List.copyOf(payouts);
    evidence = List.copyOf(evidence);
  }

  /** What the id is the hash of; enough to prove that an entry is in the block. */
  public record Head(
      Hash chain,
      long height,
      long time,
      BlockId parent,
      Hash entries,
      Hash payouts,
      Hash evidence) {

    public BlockId id() {
      return new BlockId(
          Names.hash(
              "rhizome block",
              writer -> {
                chain.write(writer);
                writer.u64(height).u64(time);
                parent.hash().write(writer);
                entries.write(writer);
                payouts.write(writer);
                evidence.write(writer);
              }));
    }
  }

  /** The roots are over entries with all that is shown, for a block without that is another. */
  public Head head() {
    Hash all = Merkle.root(entries.stream().map(Entry::encode).toList());
    Hash paid = Merkle.root(payouts.stream().map(each -> encode(each::write)).toList());
    Hash shown = Merkle.root(evidence.stream().map(each -> encode(each::write)).toList());
    return new Head(chain, height, time, parent, all, paid, shown);
  }

  public BlockId id() {
    return head().id();
  }

  private static byte[] encode(Consumer<Writer> part) {
    Writer writer = Writer.rivbin();
    part.accept(writer);
    return writer.toArray();
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    chain.write(writer);
    writer.u64(height).u64(time);
    parent.hash().write(writer);
    writer.list(entries, (to, entry) -> to.raw(entry.octets()));
    writer.list(payouts, (to, payout) -> payout.write(to));
    writer.list(evidence, (to, each) -> each.write(to));
    return writer.toArray();
  }

  public static Block decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Block::read);
  }

  private static Block read(Reader reader) {
    Hash chain = Hash.read(reader);
    long height = reader.u64();
    long time = reader.u64();
    BlockId parent = new BlockId(Hash.read(reader));
    List<Entry> entries = reader.list(EntryCodec.BYTES_MIN, EntryCodec::read);
    List<Holding> payouts = reader.list(Holding.BYTES_MIN, Holding::read);
    List<Evidence> evidence = reader.list(2 * Vote.SIZE_MIN, Evidence::read);
    return new Block(chain, height, time, parent, entries, payouts, evidence);
  }
}
