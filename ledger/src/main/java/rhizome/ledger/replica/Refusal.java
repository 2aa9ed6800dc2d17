package rhizome.ledger.replica;

import rhizome.kernel.Decision;

/** Why something is not taken, or not done; the names are stable. */
public enum Refusal implements Decision.Reason {
  /** A signature is not of the one it names. */
  FORGED,
  /** A proposal came without its block. */
  BLOCK_MISSING,
  /** What came with a proposal or certificate is not what its header, or its value, names. */
  NOT_BOUND,
  /** The header does not follow the last one, or what proves the last one does not. */
  NOT_NEXT,
  /** The certificate of the last block proves nothing. */
  LAST_UNPROVEN,
  /** The set that votes, or votes next, is another. */
  WRONG_VALIDATORS,
  /** The header was made by somebody whose turn it was not, or for another round. */
  WRONG_PROPOSER,
  /** The proposer's beacon had not committed to that, or the seed does not follow. */
  WRONG_REVEAL,
  /** The block's time is too far ahead of the clock. */
  TIME_AHEAD,
  /** The ledger refuses the block; what it says stands beside. */
  BLOCK_REFUSED,
  /** The state after the block has another root. */
  WRONG_STATE,
  /** A certificate of this height proves nothing. */
  UNPROVEN,
  /** Nobody asked for that, or it is known. */
  NOT_WANTED,
  /** A snapshot whose header cannot be trusted from here. */
  UNTRUSTED,
  /** A page is not of the root that is wanted. */
  FALSE_PAGE,
  /** What a page's entries are said to stand for is something else. */
  FALSE_ITEMS,
  /** More news than is heard at a time. */
  TOO_MUCH,
  /** No turn of this validator, or one that is over. */
  NOT_ASKED,
  /** This validator's beacon has nothing more to show: it leaves its turn. */
  NOTHING_TO_REVEAL,
  /** The last block's time is so far ahead of the clock that no block can follow it yet. */
  CLOCK_BEHIND
}
