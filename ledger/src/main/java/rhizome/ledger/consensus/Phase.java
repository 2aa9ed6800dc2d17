package rhizome.ledger.consensus;

import rhizome.ledger.consensus.vote.Certificate;

/** What the paper calls the step, with a beginning and an end. */
public sealed interface Phase {

  /** Before the first round. */
  record Unstarted() implements Phase {}

  /** Waits for a proposal. */
  record Propose() implements Phase {}

  /** Has prevoted; {@code timed} once its timeout runs. */
  record Prevote(boolean timed) implements Phase {}

  /** Has precommitted. */
  record Precommit() implements Phase {}

  /** This height is over. */
  record Decided(Certificate certificate) implements Phase {}
}
