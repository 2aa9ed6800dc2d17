package rhizome.ledger.wallet;

import java.util.List;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Entry;

/**
 * What one block did to a wallet: coins that came, coins that went, and the entries of ours that
 * were in it. What came and went in the same block is in both.
 */
public record Page(
    BlockId block, long height, long time, List<Coin> came, List<Coin> went, List<Entry> ours) {

  public Page {
    came = List.copyOf(came);
    went = List.copyOf(went);
    ours = List.copyOf(ours);
  }

  boolean isBlank() {
    return came.isEmpty() && went.isEmpty() && ours.isEmpty();
  }

  /** Units that came, less those that went. */
  public long net() {
    return came.stream().mapToLong(Coin::units).sum() - went.stream().mapToLong(Coin::units).sum();
  }
}
