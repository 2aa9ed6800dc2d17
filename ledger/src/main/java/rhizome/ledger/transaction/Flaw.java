package rhizome.ledger.transaction;

import rhizome.kernel.Decision;

/** What is wrong with a transaction, apart from its conditions; the names are stable. */
public enum Flaw implements Decision.Reason {
  /** This chain does not take transactions of this kind. */
  KIND_DISABLED,
  /** It leaves a block no room for its own. */
  TOO_LARGE,
  NOTE_TOO_LARGE,
  /** An input names no output. */
  PARENT_MISSING,
  /** Two inputs spend one output. */
  SPENT_TWICE,
  /** An output of nothing. */
  OUTPUT_OF_ZERO,
  /** There is no fee, and this is no block's own transaction. */
  FEE_MISSING,
  FEE_TOO_SMALL,
  /** This chain wants no fee of this kind of transaction. */
  FEE_UNWANTED,
  NONCE_OF_ZEROS,
  /** Who shall mint, or authorize, can only be a key, several, or one of them in a time lock. */
  AUTHORITY_OF_THAT_KIND,
  /** It makes no coins. */
  NO_OUTPUT,
  /** It destroys nothing that there is. */
  NO_INPUT,
  /** It neither authorizes nor bars anybody. */
  NO_ADDRESS,
  /** One address stands in it twice. */
  ADDRESS_TWICE,
  /** What it spends is unknown, or is spent. */
  UNKNOWN_PARENT,
  /** Coins that go in are not what comes out; if it destroys some, not more than that. */
  COINS_UNBALANCED,
  /** Block stake that goes in is not what comes out. */
  STAKE_UNBALANCED
}
