package rhizome.ledger.pool;

import rhizome.kernel.Decision;
import rhizome.ledger.chain.state.Verdict;

/** Why an entry may not wait; the names are stable. */
public enum Refusal implements Decision.Reason {
  /** It waits already. */
  KNOWN,
  /** What it spends, or the nonce it uses, is another's that waits and pays no less for a byte. */
  CONFLICT,
  /** It would replace more than one entry may. */
  REPLACES_TOO_MANY,
  /** It would replace what it builds on. */
  REPLACES_ITS_PARENT,
  /** It pays more for a byte than what it would replace, but not enough more. */
  RATE_TOO_LOW_TO_REPLACE,
  /** It does not pay enough more than all that it would replace. */
  FEE_TOO_LOW_TO_REPLACE,
  /** With what has to come before it, it has too many bytes. */
  PACKAGE_TOO_LARGE,
  /** With what has to come before it, it has too many signatures. */
  PACKAGE_TOO_COSTLY,
  /** It builds on an order that changes who may do what, which has to be in a block first. */
  BEHIND_ORDER,
  /** There is no room for it at its rate; the rate it takes more than stands beside. */
  POOL_FULL,
  /** It spends what nobody knows of, or what a block spent. */
  ORPHAN,
  /** It opens something before its time. */
  TOO_EARLY,
  /** The ledger would not take it; its reason stands beside. */
  NOT_VALID;

  static Refusal of(Verdict.Refused refused) {
    return switch (refused.objection()) {
      case UNKNOWN_OUTPUT -> ORPHAN;
      case IMMATURE, LOCKED -> TOO_EARLY;
      default -> NOT_VALID;
    };
  }
}
