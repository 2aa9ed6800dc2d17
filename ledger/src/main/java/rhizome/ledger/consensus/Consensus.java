package rhizome.ledger.consensus;

import java.util.Optional;
import rhizome.kernel.Machine;
import rhizome.ledger.consensus.Fact.*;
import rhizome.ledger.consensus.Input.*;
import rhizome.ledger.consensus.Phase.*;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.consensus.vote.Votes.Outcome;
import rhizome.ledger.hash.Hash;

/**
 * One validator's part in the agreement on a height: algorithm 1 of "The latest gossip on BFT
 * consensus" (arXiv:1807.04938), whose lines are the L numbers here, with power instead of heads.
 * One who is not in the set follows and says nothing.
 */
public final class Consensus implements Machine<State, Input, Output> {

  private final Voter self;

  public Consensus(Voter self) {
    this.self = self;
  }

  @Override
  public Step<State, Output> step(State state, Input input) {
    Turn taken = take(state, input);
    return (taken.moved() ? settle(taken) : taken).durable();
  }

  private record Cell(Phase phase, Fact fact) {}

  /** The table. Nothing where a fact does not matter in a phase, or has done its work. */
  private Optional<Turn> on(Turn turn, Fact fact) {
    return switch (new Cell(turn.state().phase(), fact)) {
      case Cell(Unstarted _, Begun _) -> startRound(turn, 0); // L10
      case Cell(Propose _, Fresh(var it)) -> prevoteFresh(turn, it); // L22
      case Cell(Propose _, Backed(var it)) -> prevoteBacked(turn, it); // L28
      case Cell(Prevote(var timed), AnyPrevotes _) -> timePrevotes(turn, timed); // L34
      case Cell(Prevote _, Polka(var value)) -> lock(turn, value); // L36-L43
      case Cell(Precommit _, Polka(var value)) -> setValid(turn, value); // L36, L42-L43
      case Cell(Prevote _, NilPolka _) -> precommitNil(turn); // L44
      case Cell(Propose _, AnyPrecommits _) -> timePrecommits(turn); // L47
      case Cell(Prevote _, AnyPrecommits _) -> timePrecommits(turn); // L47
      case Cell(Precommit _, AnyPrecommits _) -> timePrecommits(turn); // L47
      case Cell(Propose _, Commit it) -> decide(turn, it); // L49
      case Cell(Prevote _, Commit it) -> decide(turn, it); // L49
      case Cell(Precommit _, Commit it) -> decide(turn, it); // L49
      case Cell(Propose _, Later(var round)) -> startRound(turn, round); // L55
      case Cell(Prevote _, Later(var round)) -> startRound(turn, round); // L55
      case Cell(Precommit _, Later(var round)) -> startRound(turn, round); // L55
      case Cell(Propose _, ProposeTimeout _) -> prevoteNil(turn); // L57
      case Cell(Prevote _, PrevoteTimeout _) -> precommitNil(turn); // L61
      case Cell(Propose _, PrecommitTimeout _) -> nextRound(turn); // L65
      case Cell(Prevote _, PrecommitTimeout _) -> nextRound(turn); // L65
      case Cell(Precommit _, PrecommitTimeout _) -> nextRound(turn); // L65

      case Cell(Propose _, Begun _), Cell(Propose _, AnyPrevotes _) -> nothing();
      case Cell(Propose _, Polka _), Cell(Propose _, NilPolka _) -> nothing();
      case Cell(Propose _, PrevoteTimeout _) -> nothing();
      case Cell(Prevote _, Begun _), Cell(Prevote _, Fresh _) -> nothing();
      case Cell(Prevote _, Backed _), Cell(Prevote _, ProposeTimeout _) -> nothing();
      case Cell(Precommit _, Begun _), Cell(Precommit _, Fresh _) -> nothing();
      case Cell(Precommit _, Backed _), Cell(Precommit _, AnyPrevotes _) -> nothing();
      case Cell(Precommit _, NilPolka _), Cell(Precommit _, ProposeTimeout _) -> nothing();
      case Cell(Precommit _, PrevoteTimeout _) -> nothing();
      case Cell(Unstarted _, Fact _), Cell(Decided _, Fact _) -> nothing();
    };
  }

  private static Optional<Turn> nothing() {
    return Optional.empty();
  }

  /** L11-L21. The proposer's time is limited, too: it may have nothing to propose. */
  private Optional<Turn> startRound(Turn turn, int round) {
    long height = turn.state().number();
    Turn there =
        turn.to(turn.state().at(round))
            .and(new Output.NewRound(height, round))
            .and(new Output.ScheduleTimeout(Timer.PROPOSE, height, round));
    return Optional.of(isMyTurn(there.state()) ? propose(there) : there);
  }

  private Optional<Turn> nextRound(Turn turn) {
    return startRound(turn, Math.incrementExact(turn.state().round()));
  }

  /** L15-L19. */
  private Turn propose(Turn turn) {
    State state = turn.state();
    return state
        .valid()
        .map(choice -> putForward(turn, choice.value(), choice.round()))
        .orElseGet(() -> turn.and(new Output.Propose(state.number(), state.round())));
  }

  private Turn putForward(Turn turn, Hash value, int validRound) {
    State state = turn.state();
    Proposal proposal = Proposal.make(self, state.number(), state.round(), value, validRound);
    return turn.to(state.with(state.proposals().with(new Received(proposal, true))))
        .and(new Output.Broadcast(proposal));
  }

  /** L23-L27. */
  private Optional<Turn> prevoteFresh(Turn turn, Received it) {
    boolean mayVote = it.valid() && turn.state().isUnlockedFor(it.proposal().value());
    return mayVote ? prevote(turn, Optional.of(it.proposal().value())) : prevoteNil(turn);
  }

  /** L29-L33. */
  private Optional<Turn> prevoteBacked(Turn turn, Received it) {
    State state = turn.state();
    Proposal proposal = it.proposal();
    boolean free =
        !state.isLockedAfter(proposal.validRound()) || state.isUnlockedFor(proposal.value());
    return it.valid() && free ? prevote(turn, Optional.of(proposal.value())) : prevoteNil(turn);
  }

  private Optional<Turn> prevote(Turn turn, Optional<Hash> value) {
    Turn voted = vote(turn, Kind.PREVOTE, value);
    return Optional.of(voted.to(voted.state().in(new Prevote(false))));
  }

  /** L59-L60. */
  private Optional<Turn> prevoteNil(Turn turn) {
    return prevote(turn, Optional.empty());
  }

  /** L35. */
  private static Optional<Turn> timePrevotes(Turn turn, boolean timed) {
    return timed
        ? Optional.empty()
        : Optional.of(time(turn.to(turn.state().in(new Prevote(true))), Timer.PREVOTE));
  }

  /** L37-L43. */
  private Optional<Turn> lock(Turn turn, Hash value) {
    Choice choice = new Choice(value, turn.state().round());
    Turn locked = turn.to(turn.state().locking(choice).validating(choice));
    return precommit(locked, Optional.of(value));
  }

  /** L42-L43. */
  private static Optional<Turn> setValid(Turn turn, Hash value) {
    State state = turn.state();
    Choice choice = new Choice(value, state.round());
    return state.valid().equals(Optional.of(choice))
        ? Optional.empty()
        : Optional.of(turn.to(state.validating(choice)));
  }

  /** L45-L46, L63-L64. */
  private Optional<Turn> precommitNil(Turn turn) {
    return precommit(turn, Optional.empty());
  }

  private Optional<Turn> precommit(Turn turn, Optional<Hash> value) {
    Turn voted = vote(turn, Kind.PRECOMMIT, value);
    return Optional.of(voted.to(voted.state().in(new Precommit())));
  }

  /** L48. */
  private static Optional<Turn> timePrecommits(Turn turn) {
    return turn.state().closing()
        ? Optional.empty()
        : Optional.of(time(turn.to(turn.state().closingRound()), Timer.PRECOMMIT));
  }

  /** L51; L52-L54 follow when the host knows what comes after that block. */
  private static Optional<Turn> decide(Turn turn, Commit it) {
    State state = turn.state();
    return Optional.of(
        turn.to(state.in(new Decided(it.certificate())))
            .and(new Output.Decided(state.number(), it.certificate())));
  }

  private static Turn time(Turn turn, Timer timer) {
    State state = turn.state();
    return turn.and(new Output.ScheduleTimeout(timer, state.number(), state.round()));
  }

  /**
   * Signs a vote, unless it is no validator, or has voted before and only lost the memory of it.
   */
  private Turn vote(Turn turn, Kind kind, Optional<Hash> value) {
    State state = turn.state();
    if (!state.height().validators().has(self.key()) || state.hasVoted(self.key(), kind)) {
      return turn;
    }
    Vote vote = Vote.cast(self, kind, state.number(), state.round(), value);
    return switch (state.votes().add(vote, state.round())) {
      case Outcome.Counted(var votes) -> turn.to(state.with(votes)).and(new Output.Broadcast(vote));
      case Outcome.Known _, Outcome.Contradiction _, Outcome.Crowded _ ->
          throw new IllegalStateException("own " + vote + " is not counted in " + state);
    };
  }

  private boolean isMyTurn(State state) {
    return state.proposal().isEmpty() && state.height().proposer(state.round()).equals(self.key());
  }

  /** Follows the facts until none of them leads on. */
  private Turn settle(Turn turn) {
    Turn at = turn;
    for (boolean moves = true; moves; ) {
      Optional<Turn> next = follow(at);
      moves = next.isPresent();
      at = next.orElse(at);
    }
    return at;
  }

  private Optional<Turn> follow(Turn turn) {
    return Facts.IN_ORDER.stream()
        .flatMap(fact -> fact.apply(turn.state()).stream())
        .flatMap(fact -> on(turn, fact).stream())
        .findFirst();
  }

  private Turn take(State state, Input input) {
    Turn turn = Turn.of(state);
    return switch (input) {
      case Start _ -> start(turn);
      case StartHeight(var height) -> startHeight(turn, height, input);
      case ValueReady it -> takeValue(turn, it);
      case ProposalReceived it -> takeProposal(turn, it);
      case VoteReceived it -> takeVote(turn, it);
      case CertificateReceived it -> takeCertificate(turn, it);
      case TimedOut it -> takeTimeout(turn, it);
    };
  }

  /** L10, or what may have got lost of what was owed when the state was persisted. */
  private Turn start(Turn turn) {
    State state = turn.state();
    Turn again = turn;
    for (var message : state.said(self.key())) {
      again = again.and(new Output.Broadcast(message));
    }
    again = state.closing() && state.isRunning() ? time(again, Timer.PRECOMMIT) : again;
    return switch (state.phase()) {
      case Unstarted _ -> on(turn, new Begun()).orElse(turn);
      case Propose _ when isMyTurn(state) -> propose(time(again, Timer.PROPOSE));
      case Propose _ -> time(again, Timer.PROPOSE);
      case Prevote(var timed) -> timed ? time(again, Timer.PREVOTE) : again;
      case Precommit _ -> again;
      case Decided(var certificate) -> turn.and(new Output.Decided(state.number(), certificate));
    };
  }

  /** L52-L54. */
  private Turn startHeight(Turn turn, Height height, Input input) {
    State state = turn.state();
    return state.phase() instanceof Decided && height.number() == state.number() + 1
        ? start(turn.to(State.of(height)))
        : refuse(turn, input, Refusal.OTHER_HEIGHT);
  }

  private Turn takeValue(Turn turn, ValueReady it) {
    State state = turn.state();
    boolean asked =
        it.height() == state.number()
            && it.round() == state.round()
            && state.phase() instanceof Propose
            && isMyTurn(state);
    return asked
        ? putForward(turn, it.value(), Proposal.NONE)
        : refuse(turn, it, Refusal.NOT_ASKED);
  }

  private Turn takeProposal(Turn turn, ProposalReceived it) {
    State state = turn.state();
    Proposal proposal = it.proposal();
    Optional<Refusal> why = Edge.refusal(state, proposal);
    if (why.isPresent()) {
      return refuse(turn, it, why.get());
    }
    Optional<Received> before = state.proposals().in(proposal.round());
    if (before.isEmpty()) {
      return turn.to(state.with(state.proposals().with(new Received(proposal, it.valid()))));
    }
    return before
        .flatMap(first -> Evidence.of(first.proposal(), proposal))
        .map(evidence -> turn.and(new Output.Accuse(evidence)))
        .orElse(turn);
  }

  private Turn takeVote(Turn turn, VoteReceived it) {
    State state = turn.state();
    Optional<Refusal> why = Edge.refusal(state, it.vote());
    if (why.isPresent()) {
      return refuse(turn, it, why.get());
    }
    return switch (state.votes().add(it.vote(), state.round())) {
      case Outcome.Counted(var votes) -> turn.to(state.with(votes));
      case Outcome.Known _ -> turn;
      case Outcome.Contradiction(var evidence) -> turn.and(new Output.Accuse(evidence));
      case Outcome.Crowded _ -> refuse(turn, it, Refusal.ROUND_AHEAD);
    };
  }

  /** L49 by hearsay: others have decided, and prove it. */
  private Turn takeCertificate(Turn turn, CertificateReceived it) {
    return it.certificate().height() == turn.state().number()
        ? on(turn, new Commit(it.certificate())).orElse(turn)
        : refuse(turn, it, Refusal.OTHER_HEIGHT);
  }

  private Turn takeTimeout(Turn turn, TimedOut it) {
    State state = turn.state();
    if (it.height() != state.number() || it.round() != state.round()) {
      return turn;
    }
    Fact fact =
        switch (it.timer()) {
          case PROPOSE -> new ProposeTimeout();
          case PREVOTE -> new PrevoteTimeout();
          case PRECOMMIT -> new PrecommitTimeout();
        };
    return on(turn, fact).orElse(turn);
  }

  private static Turn refuse(Turn turn, Input input, Refusal why) {
    return turn.and(new Output.Refused(input, why));
  }
}
