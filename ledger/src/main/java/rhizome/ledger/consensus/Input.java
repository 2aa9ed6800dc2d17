package rhizome.ledger.consensus;

import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;

/** What arrived. What is signed is authentic: that was looked at before it came here. */
public sealed interface Input {

  /** Begins the height, or goes on with it from a state that was persisted. */
  record Start() implements Input {}

  /** What the block that was decided fixes for the next height. */
  record StartHeight(Height height) implements Input {}

  /** The value that {@link Output.Propose} asked for. */
  record ValueReady(long height, int round, Hash value) implements Input {}

  /** {@code valid} says whether the host has the block and finds it to be right. */
  record ProposalReceived(Proposal proposal, boolean valid) implements Input {}

  record VoteReceived(Vote vote) implements Input {}

  /** Verified against this height's set, and the block is at hand. */
  record CertificateReceived(Certificate certificate) implements Input {}

  /** What {@link Output.ScheduleTimeout} asked for has come. */
  record TimedOut(Timer timer, long height, int round) implements Input {}
}
