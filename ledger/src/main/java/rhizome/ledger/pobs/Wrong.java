package rhizome.ledger.pobs;

/**
 * What can be wrong with a block of a chain of the seed, in the order in which it is looked for.
 */
public enum Wrong {
  /** Its parent is not the block before it. */
  NOT_A_CHILD,
  /** Older than the median of the blocks before it. */
  TOO_EARLY,
  /** There is no unspent block stake where it says. */
  NO_SUCH_STAKE,
  /** No transaction of it spends the stake by which it was won. */
  STAKE_NOT_SPENT,
  /** The draw is not below the target. */
  NOT_WON,
  /** The stake was moved too short a time ago. */
  STAKE_TOO_YOUNG,
  TOO_LARGE,
  /** A payout of nothing. */
  PAYOUT_OF_ZERO,
  /** The payouts are not the fee of its maker and all fees of its transactions. */
  PAYOUTS_UNBALANCED,
  /** A transaction moves block stake as it may not. */
  STAKE_MISUSED,
  /** Not a chain's first block. */
  NO_GENESIS
}
