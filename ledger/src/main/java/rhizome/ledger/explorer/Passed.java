package rhizome.ledger.explorer;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.transaction.TransactionId;

/** What is remembered of a block; {@code touched} are those it did something to. */
public record Passed(
    long height, long time, BlockId id, List<TransactionId> entries, List<Address> touched) {

  public Passed {
    entries = List.copyOf(entries);
    touched = List.copyOf(touched);
  }

  static Passed of(Block block, List<Address> touched) {
    List<TransactionId> entries = block.entries().stream().map(Entry::id).toList();
    return new Passed(block.height(), block.time(), block.id(), entries, touched);
  }

  /** How much of the history it takes up. */
  int lines() {
    return 1 + entries.size() + touched.size();
  }
}
