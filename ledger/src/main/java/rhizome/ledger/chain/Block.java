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
 * What is agreed on at one height. Who agreed is said beside it, over its id, and not in it. Its
 * head is made once: a validator asks for it some four times until it is final.
 */
public final class Block {

  private final Position position;
  private final List<Entry> entries;
  private final List<Holding> payouts;
  private final List<Evidence> evidence;
  private final Head head;

  /**
   * Where it stands.
   *
   * @param time in milliseconds of Unix
   */
  public record Position(Hash chain, long height, long time, BlockId parent) {}

  public Block(
      Position position, List<Entry> entries, List<Holding> payouts, List<Evidence> evidence) {
    this.position = position;
    this.entries = List.copyOf(entries);
    this.payouts = List.copyOf(payouts);
    this.evidence = List.copyOf(evidence);
    this.head = head(position, this.entries, this.payouts, this.evidence);
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
  private static Head head(
      Position at, List<Entry> entries, List<Holding> payouts, List<Evidence> evidence) {
    Hash all = Merkle.root(entries.stream().map(Entry::encode).toList());
    Hash paid = Merkle.root(payouts.stream().map(each -> encode(each::write)).toList());
    Hash shown = Merkle.root(evidence.stream().map(each -> encode(each::write)).toList());
    return new Head(at.chain, at.height, at.time, at.parent, all, paid, shown);
  }

  public Hash chain() {
    return position.chain;
  }

  public long height() {
    return position.height;
  }

  /** In milliseconds of Unix. */
  public long time() {
    return position.time;
  }

  public BlockId parent() {
    return position.parent;
  }

  public List<Entry> entries() {
    return entries;
  }

  public List<Holding> payouts() {
    return payouts;
  }

  public List<Evidence> evidence() {
    return evidence;
  }

  public Head head() {
    return head;
  }

  public BlockId id() {
    return head.id();
  }

  private static byte[] encode(Consumer<Writer> part) {
    Writer writer = Writer.rivbin();
    part.accept(writer);
    return writer.toArray();
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    position.chain.write(writer);
    writer.u64(position.height).u64(position.time);
    position.parent.hash().write(writer);
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
    return new Block(new Block.Position(chain, height, time, parent), entries, payouts, evidence);
  }

  /** The roots stand for what they are over. */
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Block that && head.equals(that.head));
  }

  @Override
  public int hashCode() {
    return head.hashCode();
  }

  @Override
  public String toString() {
    return "Block[%s, entries=%s, payouts=%s, evidence=%s]"
        .formatted(position, entries, payouts, evidence);
  }
}
