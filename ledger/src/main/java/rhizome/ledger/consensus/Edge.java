package rhizome.ledger.consensus;

import java.util.Optional;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;

/** What is not let in, so that the memory of a height stays small. */
final class Edge {

  private Edge() {}

  static Optional<Refusal> refusal(State state, Proposal proposal) {
    return general(state, proposal)
        .or(
            () ->
                when(
                    proposal.round() > state.round() + State.PROPOSALS_AHEAD_MAX,
                    Refusal.ROUND_AHEAD))
        .or(
            () ->
                when(
                    !state.height().proposer(proposal.round()).equals(proposal.validator()),
                    Refusal.NOT_PROPOSER));
  }

  static Optional<Refusal> refusal(State state, Vote vote) {
    return general(state, vote);
  }

  private static Optional<Refusal> general(State state, Signed message) {
    return when(message.height() != state.number(), Refusal.OTHER_HEIGHT)
        .or(() -> when(!state.isRunning(), Refusal.NOT_RUNNING))
        .or(() -> when(!state.keeps(message.round()), Refusal.ROUND_PAST))
        .or(
            () ->
                when(
                    !state.height().validators().has(message.validator()),
                    Refusal.UNKNOWN_VALIDATOR));
  }

  private static Optional<Refusal> when(boolean so, Refusal why) {
    return so ? Optional.of(why) : Optional.empty();
  }
}
