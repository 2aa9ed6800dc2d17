package rhizome.ledger.wallet;

import rhizome.kernel.Decision;

/** Why a wallet writes no entry; the names are stable. */
public enum Refusal implements Decision.Reason {
  /** There are not so many units free, the fee among them. */
  NOT_ENOUGH,
  /** It would take more coins, or more bytes, than an entry may have; a sweep makes fewer coins. */
  TOO_MANY_COINS,
  /** More outputs, with the change, or a longer note than an entry may have. */
  TOO_LARGE,
  /** What is to be paid is dust, or nothing. */
  DUST,
  /** No coins are worth more than it costs to sweep them. */
  NOTHING_TO_SWEEP,
  /** No such coin, or not one that is ours in that way. */
  NOT_OURS,
  /** The secret is not the one whose hash the swap names. */
  WRONG_SECRET,
  /** Its time has not come. */
  TOO_EARLY,
  /** There is no stake to move. */
  NO_STAKE
}
