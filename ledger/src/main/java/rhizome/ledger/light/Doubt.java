package rhizome.ledger.light;

import rhizome.kernel.Decision;

/** Why what is shown is not believed; the names are stable. */
public enum Doubt implements Decision.Reason {
  /** It is of another chain. */
  OTHER_CHAIN,
  /** It is not after what is trusted. */
  NOT_LATER,
  /** What is trusted is so old that its validators may have taken their stake and gone. */
  TRUST_EXPIRED,
  /** Its time is ahead of the clock, or not after that of what is trusted. */
  WRONG_TIME,
  /** A set is not the one that the header names. */
  SETS_NOT_NAMED,
  /** It is the next, and does not follow, or is voted on by others than was said. */
  NOT_NEXT,
  /** The certificate is of another header. */
  OTHER_HEADER,
  /** The certificate proves nothing. */
  BAD_CERTIFICATE,
  /** Of those who are trusted not more than a third signed. */
  TOO_FEW_TRUSTED,
  /** The proof does not lead to the root, or shows something else. */
  NOT_SHOWN
}
