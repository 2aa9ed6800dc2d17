package rhizome.ledger.explorer;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.TransactionId;

/**
 * What is remembered of a block.
 *
 * @param touched those it did something to
 * @param proposer who made it, if that was told
 * @param unsaid what it paid beside its payouts: wages, and what stake had earned when it moved
 * @param fees units that its entries paid
 * @param own how much is in it
 * @param upTo how much is in all blocks up to it, since the history began
 */
public record Passed(
    long height,
    long time,
    BlockId id,
    List<TransactionId> entries,
    List<Address> touched,
    Optional<PublicKey> proposer,
    List<Paid> unsaid,
    long fees,
    Tally own,
    Tally upTo) {

  public Passed {
    entries = List.copyOf(entries);
    touched = List.copyOf(touched);
    unsaid = List.copyOf(unsaid);
  }

  /** How much of the history it takes up. */
  int lines() {
    return Math.toIntExact(1 + entries.size() + touched.size() + own.moved());
  }
}
