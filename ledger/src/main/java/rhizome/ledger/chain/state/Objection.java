package rhizome.ledger.chain.state;

import rhizome.kernel.Decision;

/** Why a block is refused; the names are stable. */
public enum Objection implements Decision.Reason {
  /** The bytes are not the one form of a block. */
  MALFORMED,
  /** It is for another chain. */
  WRONG_CHAIN,
  /** Its height is not the next. */
  WRONG_HEIGHT,
  /** It does not follow the last block. */
  WRONG_PARENT,
  /** Its time is not after that of its parent. */
  TIME_NOT_LATER,
  BLOCK_TOO_LARGE,
  ENTRY_TOO_LARGE,
  NOTE_TOO_LARGE,
  TOO_MANY_INPUTS,
  TOO_MANY_OUTPUTS,
  /** It spends nothing and orders nothing, so nothing would keep it from being said again. */
  NOTHING_SPENT,
  /** One entry spends an output twice. */
  SPENT_TWICE,
  /** An entry before it in the block spent it. */
  SPENT_IN_BLOCK,
  /** No such output is unspent: it never was, or a block before spent it. */
  UNKNOWN_OUTPUT,
  /** A payout that cannot be spent yet. */
  IMMATURE,
  /** A time lock or a refund whose time has not come. */
  LOCKED,
  /** What is shown does not open it; the refusal beside says why. */
  UNFULFILLED,
  /** A condition or a fulfillment that may not stand there; the refusal beside says why. */
  NOT_STANDARD,
  OUTPUT_OF_ZERO,
  /** An output that is worth less than what it costs to keep. */
  DUST,
  /** More than there can be. */
  OVERFLOW,
  /** Coins that go in, and are minted, are not what comes out, is burned, and is the fee. */
  COINS_NOT_CONSERVED,
  /** Stake that goes in is not what comes out. */
  STAKE_NOT_CONSERVED,
  FEE_TOO_LOW,
  /** What the rules of this height do not have. */
  PLUGIN_OFF,
  /** The office has given this order, or one of the same nonce, before. */
  NONCE_CONSUMED,
  /** Nobody was ever put in charge of that. */
  OFFICE_VACANT,
  /** It mints nothing, or names no address, or one twice. */
  IDLE_ORDER,
  /** Someone who may not hold coins. */
  NOT_AUTHORIZED,
  /** The payouts are not the reward and the fees. */
  PAYOUTS_NOT_EXACT,
  /** The payouts go to others than they should. */
  WRONG_PAYEES,
  /** Stake that is bonded to different validators, or only in part to one, in one entry. */
  UNBONDED_MIX,
  /** It bonds to a validator, and makes no stake. */
  IDLE_BOND,
  /** A validator that never enrolled, or left, or is frozen. */
  NOT_ENROLLED,
  /** Of a validator that was found guilty, or stake that answers for one. */
  FROZEN,
  /** The commission rises by more than it may in one epoch. */
  COMMISSION_RISE,
  TOO_MUCH_EVIDENCE,
  /** What it shows is so long ago that not all stake answers for it any more. */
  STALE_EVIDENCE,
  /** It convicts nobody of those who vote at that height. */
  NOT_GUILTY,
  /** Whom it convicts was convicted before. */
  ALREADY_FROZEN
}
