package rhizome.runtime.validator;

import rhizome.ledger.transaction.TransactionId;

/** What became of an entry that was submitted. */
public sealed interface Submitted {

  /** It waits for a block. */
  record Waits(TransactionId id) implements Submitted {}

  /**
   * It does not, and nothing has changed.
   *
   * @param why name of a {@link rhizome.ledger.pool.Refusal}, or of what keeps this validator from
   *     taking any
   * @param because what the ledger or the pool says beside, or nothing
   */
  record Refused(String why, String because) implements Submitted {}
}
