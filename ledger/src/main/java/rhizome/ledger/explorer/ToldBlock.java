package rhizome.ledger.explorer;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Move;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.TransactionId;

/**
 * A block with what its entries spent, and all that it paid, whether or not an output says so; time
 * in milliseconds of Unix.
 */
public record ToldBlock(
    BlockId id,
    BlockId parent,
    long height,
    long time,
    List<ToldEntry> entries,
    List<Paid> payouts) {

  public ToldBlock {
    entries = List.copyOf(entries);
    payouts = List.copyOf(payouts);
  }

  /** How a chain begins, as a block of one entry that makes all there is. */
  public static ToldBlock of(Genesis genesis) {
    Hash chain = genesis.chain();
    ToldEntry all = new ToldEntry(new TransactionId(chain), entry(genesis), List.of(), List.of());
    BlockId none = new BlockId(Hash.ZERO);
    return new ToldBlock(new BlockId(chain), none, 0, genesis.time(), List.of(all), List.of());
  }

  static Entry entry(Genesis genesis) {
    Move coins = new Move(List.of(), genesis.coins());
    Move stakes = new Move(List.of(), genesis.allStakes());
    return Entry.open(
        new Content(genesis.chain(), coins, stakes, 0, 0, Optional.empty(), Bytes.EMPTY));
  }
}
