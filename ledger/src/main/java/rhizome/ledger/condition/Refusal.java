package rhizome.ledger.condition;

import rhizome.kernel.Decision;

/** Why a condition or a fulfillment is not accepted; the names are stable. */
public enum Refusal implements Decision.Reason {
  /** The address is of a type that its place does not take. */
  ADDRESS_TYPE,
  /** The address has no hash. */
  ADDRESS_WITHOUT_HASH,
  /** The swap's secret is the hash of nothing. */
  SECRET_WITHOUT_HASH,
  /** A lock until zero locks nothing. */
  LOCK_WITHOUT_TIME,
  /** What a time lock may not hold. */
  LOCK_OF_THAT_KIND,
  /** Fewer than two may sign. */
  TOO_FEW_SIGNERS,
  /** The number of signatures that is asked for is none, or more than there are signers. */
  MINIMUM_OUT_OF_RANGE,
  /** There is nothing that fulfils anything. */
  NOTHING_SHOWN,
  /** A signature is missing. */
  UNSIGNED,
  /** No fulfillment of this kind fulfils a condition of that kind. */
  WRONG_KIND,
  /** The key is not the one that the address was made of. */
  WRONG_KEY,
  /** A key of zeros. */
  KEY_OF_ZEROS,
  /** The signature is not of this key over this transaction. */
  WRONG_SIGNATURE,
  /** The terms that are shown are not those of the output. */
  WRONG_TERMS,
  /** Not the party of the swap whose turn it is. */
  WRONG_PARTY,
  /** Not the secret whose hash the swap names. */
  WRONG_SECRET,
  /** The swap is not over yet. */
  REFUND_TOO_EARLY,
  /** The time lock is not over yet. */
  LOCKED,
  /** Fewer signatures than are asked for. */
  TOO_FEW_SIGNATURES,
  /** A key that is not listed, or that has signed before. */
  NOT_A_SIGNER
}
