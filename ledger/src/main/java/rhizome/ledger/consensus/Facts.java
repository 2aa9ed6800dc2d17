package rhizome.ledger.consensus;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote.Kind;

/** Reads the facts out of what was received; the first ones go first where several are true. */
final class Facts {

  static final List<Function<State, Optional<? extends Fact>>> IN_ORDER =
      List.of(
          Facts::commit,
          Facts::later,
          Facts::fresh,
          Facts::backed,
          Facts::polka,
          Facts::nilPolka,
          Facts::anyPrevotes,
          Facts::anyPrecommits);

  private Facts() {}

  private static Optional<Fact.Commit> commit(State state) {
    return state.votes().rounds().stream()
        .flatMap(
            round ->
                state.votes().chosen(Kind.PRECOMMIT, round).stream()
                    .filter(value -> state.proposals().isValid(round, value))
                    .map(value -> state.votes().certificate(round, value)))
        .findFirst()
        .map(Fact.Commit::new);
  }

  private static Optional<Fact.Later> later(State state) {
    return state.votes().latestAfter(state.round()).map(Fact.Later::new);
  }

  private static Optional<Fact.Fresh> fresh(State state) {
    return state.proposal().filter(it -> validRound(it) == Proposal.NONE).map(Fact.Fresh::new);
  }

  private static Optional<Fact.Backed> backed(State state) {
    return state
        .proposal()
        .filter(it -> validRound(it) != Proposal.NONE)
        .filter(
            it ->
                state
                    .votes()
                    .isQuorumFor(Kind.PREVOTE, validRound(it), Optional.of(it.proposal().value())))
        .map(Fact.Backed::new);
  }

  private static Optional<Fact.Polka> polka(State state) {
    return state
        .votes()
        .chosen(Kind.PREVOTE, state.round())
        .filter(value -> state.proposals().isValid(state.round(), value))
        .map(Fact.Polka::new);
  }

  private static Optional<Fact.NilPolka> nilPolka(State state) {
    return state.votes().isQuorumFor(Kind.PREVOTE, state.round(), Optional.empty())
        ? Optional.of(new Fact.NilPolka())
        : Optional.empty();
  }

  private static Optional<Fact.AnyPrevotes> anyPrevotes(State state) {
    return state.votes().isQuorum(Kind.PREVOTE, state.round())
        ? Optional.of(new Fact.AnyPrevotes())
        : Optional.empty();
  }

  private static Optional<Fact.AnyPrecommits> anyPrecommits(State state) {
    return state.votes().isQuorum(Kind.PRECOMMIT, state.round())
        ? Optional.of(new Fact.AnyPrecommits())
        : Optional.empty();
  }

  private static int validRound(Received received) {
    return received.proposal().validRound();
  }
}
