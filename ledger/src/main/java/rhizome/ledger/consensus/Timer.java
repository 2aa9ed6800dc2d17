package rhizome.ledger.consensus;

/** The three timeouts of the paper; how long they are is the host's to say, growing by round. */
public enum Timer {
  PROPOSE,
  PREVOTE,
  PRECOMMIT
}
