package rhizome.ledger.consensus;

/** Why an input changes nothing. */
public enum Refusal {
  /** Of another height: if of a later one, the sender has certificates that are missed here. */
  OTHER_HEIGHT,
  /** The height has not started, or is over. */
  NOT_RUNNING,
  /** Signed by nobody of this height's set. */
  UNKNOWN_VALIDATOR,
  /** Proposed by somebody whose turn it is not. */
  NOT_PROPOSER,
  /** Of a round too long ago to matter. */
  ROUND_PAST,
  /** Of a round too far ahead to be kept. */
  ROUND_AHEAD,
  /** Of a turn that is over, or was taken. */
  NOT_ASKED
}
