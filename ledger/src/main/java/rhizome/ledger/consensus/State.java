package rhizome.ledger.consensus;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.consensus.vote.Votes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/**
 * One height as one validator knows it. {@code locked} and {@code valid} are the paper's, {@code
 * closing} says that the timeout of precommits runs for this round.
 */
public record State(
    Height height,
    int round,
    Phase phase,
    Optional<Choice> locked,
    Optional<Choice> valid,
    boolean closing,
    Proposals proposals,
    Votes votes) {

  /** So many rounds that are over are kept; beside them those locked, valid or referred to. */
  static final int PAST_MAX = 8;

  /** So many rounds ahead a proposal is kept. */
  static final int PROPOSALS_AHEAD_MAX = 8;

  /** Before the first round of a height; where a chain begins, and where it goes on. */
  public static State of(Height height) {
    return new State(
        height,
        0,
        new Phase.Unstarted(),
        Optional.empty(),
        Optional.empty(),
        false,
        Proposals.NONE,
        Votes.none(height.validators()));
  }

  public long number() {
    return height.number();
  }

  /** All that is known of this height, to be told to whoever misses it. */
  public List<Signed> messages() {
    return Stream.concat(
            proposals.all().stream().map(Received::proposal), votes.all().stream().map(it -> it))
        .map(Signed.class::cast)
        .toList();
  }

  /**
   * What has to go out with a message: with an old value the prevotes that its proposer saw for it.
   * Whoever hears it waits for them (L28), and they may be of a round that nobody else has kept.
   */
  public List<Signed> backing(Signed message) {
    return message instanceof Proposal it && it.validRound() != Proposal.NONE
        ? votes.all().stream()
            .filter(vote -> vote.kind() == Kind.PREVOTE && vote.round() == it.validRound())
            .filter(vote -> vote.value().filter(it.value()::equals).isPresent())
            .map(Signed.class::cast)
            .toList()
        : List.of();
  }

  /** What that validator has said in this round. */
  List<Signed> said(PublicKey validator) {
    return messages().stream()
        .filter(message -> message.round() == round && message.validator().equals(validator))
        .toList();
  }

  Optional<Received> proposal() {
    return proposals.in(round);
  }

  boolean isRunning() {
    return switch (phase) {
      case Phase.Unstarted _, Phase.Decided _ -> false;
      case Phase.Propose _, Phase.Prevote _, Phase.Precommit _ -> true;
    };
  }

  boolean isUnlockedFor(Hash value) {
    return locked.isEmpty() || locked.get().value().equals(value);
  }

  boolean isLockedAfter(int validRound) {
    return locked.isPresent() && locked.get().round() > validRound;
  }

  boolean hasVoted(PublicKey validator, Kind kind) {
    return votes.of(height.validators().number(validator), kind, round).isPresent();
  }

  /** Whether what is said of that round can still matter. */
  boolean keeps(int asked) {
    return asked >= round - PAST_MAX
        || is(locked, asked)
        || is(valid, asked)
        || proposal().filter(it -> it.proposal().validRound() == asked).isPresent();
  }

  private static boolean is(Optional<Choice> choice, int round) {
    return choice.filter(it -> it.round() == round).isPresent();
  }

  State in(Phase next) {
    return new State(height, round, next, locked, valid, closing, proposals, votes);
  }

  /** In the first phase of that round; forgets what no longer matters. */
  State at(int next) {
    State there =
        new State(height, next, new Phase.Propose(), locked, valid, false, proposals, votes);
    return there.with(proposals.only(there::keeps)).with(votes.only(there::keeps));
  }

  State locking(Choice choice) {
    return new State(height, round, phase, Optional.of(choice), valid, closing, proposals, votes);
  }

  State validating(Choice choice) {
    return new State(height, round, phase, locked, Optional.of(choice), closing, proposals, votes);
  }

  State closingRound() {
    return new State(height, round, phase, locked, valid, true, proposals, votes);
  }

  State with(Proposals more) {
    return new State(height, round, phase, locked, valid, closing, more, votes);
  }

  State with(Votes more) {
    return new State(height, round, phase, locked, valid, closing, proposals, more);
  }
}
