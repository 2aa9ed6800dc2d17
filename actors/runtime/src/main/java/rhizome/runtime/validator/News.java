package rhizome.runtime.validator;

import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.transaction.TransactionId;

/** What those on a validator's host hear of it, in order. */
public sealed interface News {

  /**
   * What holds: once at the beginning, and again when blocks were jumped over.
   *
   * @param oldest height of the first block that can be read back
   */
  record Stands(Ledger ledger, long oldest) implements News {}

  /** One more block is final. */
  record Final(Sealed sealed, Ledger ledger) implements News {}

  /** An entry that waited here will be in no block. */
  record Gone(TransactionId id) implements News {}
}
