package rhizome.ledger.replica;

import java.util.List;
import rhizome.ledger.chain.Entry;

/** Entries to put into the next block; the host answers {@link Output.AskEntries} out of it. */
@FunctionalInterface
public interface Waiting {

  /** In the order in which they can be in a block, and in so many bytes. */
  List<Entry> waiting(int bytesMax);
}
