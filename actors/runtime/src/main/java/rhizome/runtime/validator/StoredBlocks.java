package rhizome.runtime.validator;

import java.util.List;
import java.util.concurrent.CompletionStage;
import rhizome.ledger.header.Sealed;

/** Reads blocks back that a validator has stored; of a few hundred at most at a time. */
@FunctionalInterface
public interface StoredBlocks {

  /**
   * Blocks one after the other, from that height on.
   *
   * @return fewer than {@code count}, or none, where they are not there or no longer
   */
  CompletionStage<List<Sealed>> from(long height, int count);
}
