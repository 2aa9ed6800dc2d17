package rhizome.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.ledger.consensus.Table.HEIGHT;
import static rhizome.ledger.consensus.Table.V;
import static rhizome.ledger.consensus.Table.W;
import static rhizome.ledger.consensus.Table.proposing;
import static rhizome.ledger.consensus.Table.started;
import static rhizome.ledger.consensus.vote.Vote.Kind.PRECOMMIT;
import static rhizome.ledger.consensus.vote.Vote.Kind.PREVOTE;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Votes;

/** Each line of the paper; two thirds of four is three. */
class TableTest {

  @Test
  void line10TheFirstRoundIsRoundZero() {
    assertThat(started().outputs)
        .containsExactly(
            new Output.NewRound(7, 0), new Output.ScheduleTimeout(Timer.PROPOSE, 7, 0));
  }

  @Test
  void line18TheProposerAsksForAValueAndPutsItForward() {
    Table table = proposing();
    assertThat(table.outputs).contains(new Output.Propose(7, 0));
    table.on(new Input.ValueReady(7, 0, V));
    assertThat(table.said()).containsExactly("PROPOSAL v -1", "PREVOTE v");
    table.on(new Input.ValueReady(7, 0, W));
    assertThat(table.said()).isEmpty();
  }

  @Test
  void line16TheProposerPutsForwardAgainWhatItKnowsToBeValid() {
    Table table = proposing().on(new Input.ValueReady(7, 0, V)).votes(2, PREVOTE, 0, V);
    int turn = 1;
    while (!HEIGHT.proposer(turn).equals(table.self.key())) {
      turn++;
    }
    table.votes(2, PREVOTE, turn, null);
    assertThat(table.state.round()).isEqualTo(turn);
    assertThat(table.said()).contains("PROPOSAL v 0", "PREVOTE v");
  }

  @Test
  void line22AValidProposalIsPrevotedForAndOthersAreNot() {
    assertThat(started().proposal(0, V, Proposal.NONE).said()).containsExactly("PREVOTE v");
    assertThat(started().proposal(0, V, Proposal.NONE, false).said())
        .containsExactly("PREVOTE nil");
  }

  /** Round 5 of a height had a polka that few saw; at round 141 nobody else had kept its votes. */
  @Test
  void line16WhatIsPutForwardAgainGoesOutWithItsPolkaThatOthersHaveForgotten() {
    Table proposer = proposing().on(new Input.ValueReady(7, 0, V)).votes(2, PREVOTE, 0, V);
    int turn = State.PAST_MAX + 2;
    while (!HEIGHT.proposer(turn).equals(proposer.self.key())) {
      turn++;
    }
    proposer.votes(2, PREVOTE, turn, null);
    assertThat(proposer.said()).contains("PROPOSAL v 0");
    Proposal again = proposer.state.proposal().orElseThrow().proposal();

    Table other = started().votes(2, PREVOTE, turn, null);
    assertThat(other.state.round()).isEqualTo(turn);
    assertThat(other.on(new Input.ProposalReceived(again, true)).said()).isEmpty();
    for (Signed vote : proposer.state.backing(again)) {
      other.on(new Input.VoteReceived((Vote) vote));
    }
    assertThat(other.said()).containsExactly("PREVOTE v");
    assertThat(proposer.state.backing(proposer.state.votes().all().getFirst())).isEmpty();
  }

  private static Table lockedOnVInRound1() {
    Table table = started().proposal(0, V, Proposal.NONE).votes(2, PREVOTE, 0, V);
    assertThat(table.said()).containsExactly("PRECOMMIT v");
    table.votes(3, PRECOMMIT, 0, null).timeout(Timer.PRECOMMIT);
    assertThat(table.state.round()).isEqualTo(1);
    return table;
  }

  @Test
  void line22WhoIsLockedPrevotesForNothingElse() {
    assertThat(lockedOnVInRound1().proposal(1, W, Proposal.NONE).said())
        .containsExactly("PREVOTE nil");
    assertThat(lockedOnVInRound1().proposal(1, V, Proposal.NONE).said())
        .containsExactly("PREVOTE v");
  }

  @Test
  void line28AnOldProposalWaitsForThePolkaItNames() {
    Table table = started().timeout(Timer.PROPOSE);
    table.votes(3, PRECOMMIT, 0, null).timeout(Timer.PRECOMMIT);
    assertThat(table.proposal(1, V, 0).said()).isEmpty();
    assertThat(table.votes(2, PREVOTE, 0, V).said()).isEmpty();
    assertThat(table.votes(2, 3, PREVOTE, 0, V).said()).containsExactly("PREVOTE v");
  }

  @Test
  void line29ALaterPolkaUnlocksAndAnEarlierOneDoesNot() {
    Table later = lockedOnVInRound1().timeout(Timer.PROPOSE);
    later.votes(3, PREVOTE, 1, W).votes(3, PRECOMMIT, 1, null).timeout(Timer.PRECOMMIT);
    assertThat(later.proposal(2, W, 1).said()).containsExactly("PREVOTE w");

    Table earlier = started().timeout(Timer.PROPOSE).votes(3, PREVOTE, 0, W);
    earlier.timeout(Timer.PREVOTE).votes(3, PRECOMMIT, 0, null).timeout(Timer.PRECOMMIT);
    earlier.proposal(1, V, Proposal.NONE).votes(2, PREVOTE, 1, V);
    earlier.votes(3, PRECOMMIT, 1, null).timeout(Timer.PRECOMMIT);
    assertThat(earlier.proposal(2, W, 0).said()).containsExactly("PREVOTE nil");
  }

  @Test
  void line34TheTimeoutOfPrevotesRunsOnceWhenEnoughHavePrevoted() {
    Table table = started().proposal(0, V, Proposal.NONE).votes(1, PREVOTE, 0, null);
    assertThat(table.timers()).isEmpty();
    assertThat(table.votes(1, 2, PREVOTE, 0, W).timers()).containsExactly(Timer.PREVOTE);
    assertThat(table.votes(2, 3, PREVOTE, 0, W).timers()).isEmpty();
  }

  @Test
  void line36APolkaLocksAndIsPrecommitted() {
    Table table = started().proposal(0, V, Proposal.NONE).votes(2, PREVOTE, 0, V);
    assertThat(table.said()).containsExactly("PRECOMMIT v");
    assertThat(table.state.locked()).contains(new Choice(V, 0));
    assertThat(table.state.valid()).contains(new Choice(V, 0));
  }

  @Test
  void line36APolkaForWhatIsNotValidLocksNothing() {
    Table table = started().proposal(0, V, Proposal.NONE, false).votes(3, PREVOTE, 0, V);
    assertThat(table.said()).isEmpty();
    assertThat(table.state.locked()).isEmpty();
  }

  @Test
  void line42ALatePolkaMakesValidAndDoesNotLock() {
    Table table = started().proposal(0, V, Proposal.NONE);
    table.votes(1, PREVOTE, 0, V).votes(1, 2, PREVOTE, 0, null).timeout(Timer.PREVOTE);
    assertThat(table.said()).containsExactly("PRECOMMIT nil");
    table.votes(2, 3, PREVOTE, 0, V);
    assertThat(table.state.valid()).contains(new Choice(V, 0));
    assertThat(table.state.locked()).isEmpty();
  }

  @Test
  void line44APolkaForNilIsPrecommittedAsNil() {
    Table table = started().timeout(Timer.PROPOSE).votes(2, PREVOTE, 0, null);
    assertThat(table.said()).containsExactly("PRECOMMIT nil");
  }

  @Test
  void line47TheTimeoutOfPrecommitsRunsOnceInWhateverPhase() {
    Table table = started().votes(3, PRECOMMIT, 0, null);
    assertThat(table.timers()).containsExactly(Timer.PRECOMMIT);
    assertThat(table.timeout(Timer.PROPOSE).timers()).isEmpty();
  }

  @Test
  void line49EnoughPrecommitsDecideInWhateverRound() {
    Table other = started().votes(3, PRECOMMIT, 0, V).timeout(Timer.PRECOMMIT);
    assertThat(other.state.round()).isEqualTo(1);
    other.proposal(0, V, Proposal.NONE);
    Certificate certificate = ((Phase.Decided) other.state.phase()).certificate();
    assertThat(other.outputs)
        .containsExactly(new Output.Persist(other.state), new Output.Decided(7, certificate));
    assertThat(certificate.value()).isEqualTo(V);
    assertThat(certificate.numbers()).hasSize(3);
  }

  @Test
  void line49WhatIsNotValidIsNotDecided() {
    Table table = started().proposal(0, V, Proposal.NONE, false).votes(3, PRECOMMIT, 0, V);
    assertThat(table.state.isRunning()).isTrue();
  }

  @Test
  void line52TheNextHeightBeginsAnew() {
    Table table = lockedOnVInRound1().proposal(1, V, Proposal.NONE).votes(3, PRECOMMIT, 1, V);
    Height next = new Height(8, HEIGHT.validators(), W);
    table.on(new Input.StartHeight(new Height(9, HEIGHT.validators(), W)));
    assertThat(table.state.number()).isEqualTo(7);
    table.on(new Input.StartHeight(next));
    assertThat(table.state.number()).isEqualTo(8);
    assertThat(table.state.locked()).isEmpty();
    assertThat(table.outputs).contains(new Output.NewRound(8, 0));
  }

  @Test
  void line55MoreThanAThirdInALaterRoundTakeOthersAlong() {
    Table table = started().votes(1, PREVOTE, 2, null);
    assertThat(table.state.round()).isZero();
    table.votes(1, 2, PRECOMMIT, 2, V);
    assertThat(table.state.round()).isEqualTo(2);
  }

  @Test
  void line57NoProposalInTimeIsPrevotedAsNil() {
    assertThat(started().timeout(Timer.PROPOSE).said()).containsExactly("PREVOTE nil");
  }

  @Test
  void line61NoPolkaInTimeIsPrecommittedAsNil() {
    Table table = started().proposal(0, V, Proposal.NONE).timeout(Timer.PREVOTE);
    assertThat(table.said()).containsExactly("PRECOMMIT nil");
    assertThat(started().timeout(Timer.PREVOTE).said()).isEmpty();
  }

  @Test
  void line65NoDecisionInTimeBeginsTheNextRound() {
    Table table = started().timeout(Timer.PRECOMMIT);
    assertThat(table.state.round()).isEqualTo(1);
    table
        .on(new Input.TimedOut(Timer.PRECOMMIT, 7, 0))
        .on(new Input.TimedOut(Timer.PRECOMMIT, 6, 1));
    assertThat(table.state.round()).isEqualTo(1);
  }

  @Test
  void aSecondVoteIsEvidenceAndDoesNotCount() {
    Table table = started().votes(1, PREVOTE, 0, V).votes(1, PREVOTE, 0, W);
    assertThat(table.outputs).singleElement().isInstanceOf(Output.Accuse.class);
    assertThat(table.state.votes().all()).hasSize(1);
  }

  @Test
  void aSecondProposalIsEvidenceAndTheFirstOneStays() {
    Table table = started().proposal(0, V, Proposal.NONE).proposal(0, W, Proposal.NONE);
    assertThat(table.outputs).singleElement().isInstanceOf(Output.Accuse.class);
    assertThat(table.state.proposal().map(it -> it.proposal().value())).contains(V);
  }

  @Test
  void whoeverSpamsRoundsAheadTakesNoRoomButItsOwn() {
    Table table = started().votes(1, 2, PREVOTE, 5, V);
    for (int round = 1; round < 100; round++) {
      table.votes(1, PREVOTE, round, V);
    }
    assertThat(table.state.votes().all()).hasSizeLessThanOrEqualTo(1 + 2 * Votes.AHEAD_MAX);
    assertThat(table.state.round()).isEqualTo(5);
  }

  @Test
  void whatDoesNotBelongHereIsRefusedWithItsReason() {
    Table table = started();
    var old = Proposal.make(table.self, 6, 0, V, Proposal.NONE);
    table.on(new Input.ProposalReceived(old, true));
    assertThat(why(table)).contains(Refusal.OTHER_HEIGHT);
    var notMine = Proposal.make(table.self, 7, 0, V, Proposal.NONE);
    assertThat(why(table.on(new Input.ProposalReceived(notMine, true))))
        .contains(Refusal.NOT_PROPOSER);
    assertThat(why(table.proposal(99, V, Proposal.NONE))).contains(Refusal.ROUND_AHEAD);
    assertThat(why(table.on(new Input.ValueReady(7, 0, V)))).contains(Refusal.NOT_ASKED);
  }

  private static Optional<Refusal> why(Table table) {
    return table.outputs.stream()
        .flatMap(
            it ->
                it instanceof Output.Refused(_, var why)
                    ? Optional.of(why).stream()
                    : Optional.<Refusal>empty().stream())
        .findFirst();
  }

  @Test
  void whoComesBackSaysAgainWhatItHadSaid() {
    Table table = started().proposal(0, V, Proposal.NONE);
    table.on(new Input.Start());
    assertThat(table.said()).containsExactly("PREVOTE v");
    table.votes(2, PREVOTE, 0, V).votes(2, PRECOMMIT, 0, null).on(new Input.Start());
    assertThat(table.said()).containsExactly("PREVOTE v", "PRECOMMIT v");
    assertThat(table.timers()).containsExactly(Timer.PRECOMMIT);
  }
}
