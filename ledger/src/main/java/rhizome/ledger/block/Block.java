package rhizome.ledger.block;

import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.hash.Merkle;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.TransactionCodec;

/** A block of the seed; time in seconds of Unix. */
public record Block(
    BlockId parent,
    long time,
    StakeIndex stake,
    List<Payout> payouts,
    List<Transaction> transactions) {

  private static final StakeIndex NOWHERE = new StakeIndex(0, 0, 0);

  /** A payout's length of its value, its value and its address. */
  private static final int PAYOUT_MIN = 8 + 33;

  public Block {
    payouts = List.copyOf(payouts);
    transactions = List.copyOf(transactions);
  }

  /** The first block of a chain, with the one transaction that makes all that it starts with. */
  public static Block genesis(long time, Transaction transaction) {
    return new Block(BlockId.NONE, time, NOWHERE, List.of(), List.of(transaction));
  }

  public Header header(Numbering numbering) {
    return new Header(parent, stake, time, merkleRoot(numbering));
  }

  public BlockId id(Numbering numbering) {
    return header(numbering).id();
  }

  /** Over the payouts and then the transactions, each as it is written. */
  public Hash merkleRoot(Numbering numbering) {
    List<byte[]> leaves = new ArrayList<>(payouts.size() + transactions.size());
    for (Payout payout : payouts) {
      Writer leaf = new Writer(Encoding.SIABIN, 64);
      payout.write(leaf);
      leaves.add(leaf.toArray());
    }
    transactions.forEach(each -> leaves.add(TransactionCodec.encode(numbering, each)));
    return Merkle.root(leaves);
  }

  /** The id of the output of coins that the payout at {@code index} of this block is. */
  public static OutputId payoutId(BlockId block, int index) {
    return new OutputId(Blake.all(writer -> writer.raw(block.hash().toArray()).u64(index)));
  }

  public byte[] encode(Numbering numbering) {
    Writer writer = new Writer(Encoding.SIABIN, 1024);
    parent.hash().write(writer);
    writer.u64(time);
    stake.write(writer);
    writer.list(payouts, (to, payout) -> payout.write(to));
    writer.list(transactions, (to, each) -> TransactionCodec.write(numbering, to, each));
    return writer.toArray();
  }

  public static Block decode(Numbering numbering, byte[] octets) {
    return Reader.whole(Encoding.SIABIN, octets, reader -> read(numbering, reader));
  }

  private static Block read(Numbering numbering, Reader reader) {
    BlockId parent = new BlockId(Hash.read(reader));
    long time = reader.u64();
    StakeIndex stake = StakeIndex.read(reader);
    List<Payout> payouts = reader.list(PAYOUT_MIN, Payout::read);
    List<Transaction> transactions = reader.list(1, from -> TransactionCodec.read(numbering, from));
    return new Block(parent, time, stake, payouts, transactions);
  }
}
