package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.key.Signature;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Way;

/** A case for each refusal of a replica. */
class RefusalsTest {

  private static final Desk THREE = new Desk().grow(3);

  /** At height 3, when everything else is right. */
  private static Desk desk() {
    return new Desk().grow(3).at(3);
  }

  private static List<Refusal> proposed(java.util.function.UnaryOperator<Candidate> wrong) {
    Desk desk = desk();
    return desk.told(desk.proposal(wrong.apply(desk.candidate()))).refusals();
  }

  @Test
  void whatIsRightIsVotedOnOnceItIsKept() {
    Desk desk = new Desk(THREE.country.validators().get(0).key()).grow(3).at(3);
    Candidate candidate = desk.candidate();
    desk.told(desk.proposal(candidate));
    assertThat(desk.outputs.getFirst()).isEqualTo(new Output.Keep(candidate));
    assertThat(desk.outputs.get(1)).isInstanceOf(Output.Persist.class);
    assertThat(desk.outputs(Output.Broadcast.class))
        .extracting(it -> ((Vote) it.said().signed()).value())
        .containsExactly(Optional.of(candidate.value()));
  }

  @Test
  void aSignatureOfSomebodyElse() {
    Desk desk = desk();
    Message.Said said = desk.proposal(desk.candidate());
    Proposal it = (Proposal) said.signed();
    Signature other = desk.country.voter(it.validator()).sign(Hash.ZERO);
    Proposal forged =
        new Proposal(it.height(), it.round(), it.value(), it.validRound(), it.validator(), other);
    assertThat(desk.told(new Message.Said(forged, said.candidate())).refusals())
        .containsExactly(Refusal.FORGED);
  }

  @Test
  void aProposalWithoutItsBlockIsNotHeard() {
    Desk desk = desk();
    Message.Said said = desk.proposal(desk.candidate());
    desk.told(new Message.Said(said.signed(), Optional.empty()));
    assertThat(desk.refusals()).containsExactly(Refusal.BLOCK_MISSING);
    assertThat(desk.state.agreement().proposals().all()).isEmpty();
  }

  /** Whoever passes a proposal on with another block does its maker no harm. */
  @Test
  void aProposalWithAnotherBlockIsNotHeard() {
    Desk desk = desk();
    Candidate right = desk.candidate();
    Message.Said said = desk.proposal(right);
    Candidate other = Wrongs.state(right);
    desk.told(new Message.Said(said.signed(), Optional.of(other)));
    assertThat(desk.refusals()).containsExactly(Refusal.NOT_BOUND);
    Candidate swapped =
        new Candidate(right.header(), THREE.last().candidate().block(), right.last());
    desk.told(new Message.Said(said.signed(), Optional.of(swapped)));
    assertThat(desk.refusals()).containsExactly(Refusal.NOT_BOUND);
    desk.told(
        new Message.Said(
            said.signed(),
            Optional.of(
                new Candidate(right.header(), right.block(), right.last().map(Wrongs::forged)))));
    assertThat(desk.refusals()).containsExactly(Refusal.NOT_BOUND);
    assertThat(desk.state.agreement().proposals().all()).isEmpty();
    assertThat(desk.told(said).refusals()).isEmpty();
  }

  @Test
  void aHeaderThatDoesNotFollow() {
    assertThat(proposed(Wrongs::previous)).containsExactly(Refusal.NOT_NEXT);
  }

  @Test
  void aProofOfTheLastHeaderThatProvesNothing() {
    assertThat(proposed(Wrongs::certificate)).containsExactly(Refusal.LAST_UNPROVEN);
  }

  @Test
  void aProofOfTheLastHeaderThatIsLeftOut() {
    assertThat(
            proposed(
                it -> Wrongs.certificate(new Candidate(it.header(), it.block(), Optional.empty()))))
        .containsExactly(Refusal.LAST_UNPROVEN);
  }

  @Test
  void otherValidators() {
    assertThat(proposed(Wrongs::validators)).containsExactly(Refusal.WRONG_VALIDATORS);
    assertThat(proposed(Wrongs::next)).containsExactly(Refusal.WRONG_VALIDATORS);
  }

  @Test
  void aHeaderByAnotherOrForAnotherRound() {
    assertThat(proposed(Wrongs::proposer)).containsExactly(Refusal.WRONG_PROPOSER);
    assertThat(proposed(Wrongs::round)).containsExactly(Refusal.WRONG_PROPOSER);
  }

  @Test
  void aRevealThatWasNotCommittedToOrASeedThatDoesNotFollow() {
    assertThat(proposed(Wrongs::reveal)).containsExactly(Refusal.WRONG_REVEAL);
    assertThat(proposed(Wrongs::seed)).containsExactly(Refusal.WRONG_REVEAL);
  }

  @Test
  void aTimeThatIsTooFarAhead() {
    Desk desk = desk();
    Candidate candidate = desk.candidate();
    long edge = desk.now() - Country.LIMITS.aheadMax();
    Message.Said said = desk.proposal(candidate);
    assertThat(desk.on(new Input.Arrived(edge - 1, Desk.PEER, said)).refusals())
        .containsExactly(Refusal.TIME_AHEAD);
    Desk later = desk();
    assertThat(later.on(new Input.Arrived(edge, Desk.PEER, said)).refusals()).isEmpty();
  }

  @Test
  void aTimeThatIsNotAfterThatOfTheParent() {
    Desk desk = desk();
    long parent = desk.standing().ledger().tip().time();
    desk.told(desk.proposal(Wrongs.time(desk.candidate(), parent)));
    assertThat(desk.refusals()).containsExactly(Refusal.BLOCK_REFUSED);
    assertThat(desk.outputs(Output.Refused.class).getFirst().because().orElseThrow().objection())
        .isEqualTo(rhizome.ledger.chain.state.Objection.TIME_NOT_LATER);
  }

  @Test
  void aBlockThatTheLedgerRefuses() {
    assertThat(proposed(Wrongs::parent)).containsExactly(Refusal.BLOCK_REFUSED);
  }

  @Test
  void anotherState() {
    assertThat(proposed(Wrongs::state)).containsExactly(Refusal.WRONG_STATE);
  }

  @Test
  void whatIsWrongIsHeardAsSuch() {
    Desk desk = desk();
    desk.told(desk.proposal(Wrongs.state(desk.candidate())));
    assertThat(desk.state.agreement().proposals().all())
        .extracting(it -> it.valid())
        .containsExactly(false);
    assertThat(desk.state.prospects()).isEmpty();
  }

  @Test
  void aCertificateThatProvesNothing() {
    Desk desk = desk();
    Sealed next = desk.sealed(desk.candidate());
    Certificate forged = Wrongs.forged(next.certificate());
    desk.told(new Message.Blocks(List.of(new Sealed(next.candidate(), forged))));
    assertThat(desk.refusals()).containsExactly(Refusal.UNPROVEN);
    Certificate old = THREE.last().certificate();
    desk.told(new Message.Blocks(List.of(new Sealed(next.candidate(), old))));
    assertThat(desk.refusals()).containsExactly(Refusal.UNPROVEN);
    assertThat(desk.state.height()).isEqualTo(3);
  }

  @Test
  void blocksThatAreKnownOrTooMany() {
    Desk desk = desk();
    assertThat(desk.told(new Message.Blocks(List.of(desk.last()))).refusals())
        .containsExactly(Refusal.NOT_WANTED);
    assertThat(desk.told(new Message.Blocks(Collections.nCopies(4, desk.last()))).refusals())
        .containsExactly(Refusal.TOO_MUCH);
  }

  @Test
  void tooMuchNews() {
    Desk desk = desk();
    Message.Said said = desk.vote(0, Kind.PREVOTE, desk.candidate());
    desk.told(new Message.Position(3, Collections.nCopies(401, said)));
    assertThat(desk.refusals()).containsExactly(Refusal.TOO_MUCH);
  }

  @Test
  void aTurnThatIsOver() {
    Desk desk = desk();
    assertThat(desk.on(new Input.Offered(desk.now(), 4, 0, List.of())).refusals())
        .containsExactly(Refusal.NOT_ASKED);
  }

  @Test
  void aClockThatIsBehindTheLastBlock() {
    Desk desk = Desk.proposing(Country.LIMITS);
    desk.on(new Input.Started(0));
    desk.on(new Input.Offered(Country.START - 20, 1, 0, List.of()));
    assertThat(desk.outputs).containsExactly(new Output.Idle(1, 0, Refusal.CLOCK_BEHIND));
  }

  @Test
  void aBeaconThatHasNothingMoreToShow() {
    Desk desk = Desk.proposing(Country.LIMITS);
    Replica silent =
        new Replica(
            desk.charter,
            desk.country.voter(desk.standing().next().proposer(0)),
            _ -> Optional.empty());
    var started = silent.step(desk.state, new Input.Started(desk.now()));
    var step = silent.step(started.state(), new Input.Offered(desk.now(), 1, 0, List.of()));
    assertThat(step.outputs()).containsExactly(new Output.Idle(1, 0, Refusal.NOTHING_TO_REVEAL));
  }

  /** A snapshot of height 4, offered to one who is at the beginning. */
  private static Desk downloading() {
    Desk desk = new Desk().grow(4).at(0);
    desk.told(new Message.Offer(desk.standing().last().orElseThrow()));
    assertThat(desk.refusals()).isEmpty();
    return desk;
  }

  private static Message.Share share(Desk desk) {
    var page = desk.standing().root().page(Hash.ZERO, 7);
    return new Message.Share(
        4, page, page.entries().stream().map(desk.standing().estate()::of).toList());
  }

  @Test
  void aSnapshotThatCannotBeTrusted() {
    Desk desk = new Desk().grow(4).at(0);
    Link link = desk.standing().last().orElseThrow();
    Link other =
        new Link(
            Wrongs.state(link.header(), Hash.ZERO),
            link.certificate(),
            link.validators(),
            link.next());
    assertThat(desk.told(new Message.Offer(other)).refusals()).containsExactly(Refusal.UNTRUSTED);
    long late = Country.START + Country.LIMITS.trustPeriod() + 1;
    assertThat(desk.on(new Input.Arrived(late, Desk.PEER, new Message.Offer(link))).refusals())
        .containsExactly(Refusal.UNTRUSTED);
  }

  @Test
  void aSnapshotWithTooLongAWayToIt() {
    Desk desk = new Desk().grow(4).at(0);
    Link link = desk.standing().last().orElseThrow();
    List<Link> way = Collections.nCopies(Way.SHOWN_MAX + 1, link);
    assertThat(desk.told(new Message.Offer(link, way)).refusals())
        .containsExactly(Refusal.TOO_MUCH);
  }

  @Test
  void aSnapshotOnAWayThatIsNotBelieved() {
    Desk desk = new Desk().grow(4).at(0);
    Link link = desk.standing().last().orElseThrow();
    Link early = desk.standings.get(2).last().orElseThrow();
    Link forged = new Link(early.header(), link.certificate(), early.validators(), early.next());
    assertThat(desk.told(new Message.Offer(link, List.of(forged))).refusals())
        .containsExactly(Refusal.UNTRUSTED);
    assertThat(desk.told(new Message.Offer(link, List.of(early))).refusals()).isEmpty();
  }

  @Test
  void aSnapshotThatIsKnown() {
    Desk desk = downloading();
    desk.told(new Message.Offer(desk.standing().last().orElseThrow()));
    assertThat(desk.refusals()).containsExactly(Refusal.NOT_WANTED);
  }

  @Test
  void aPageThatIsNotWanted() {
    Desk desk = desk();
    assertThat(desk.told(share(new Desk().grow(4))).refusals()).containsExactly(Refusal.NOT_WANTED);
  }

  @Test
  void aPageOfAnotherRootOrPlace() {
    Desk desk = downloading();
    Desk other = new Desk().grow(5);
    assertThat(desk.told(share(other)).refusals()).containsExactly(Refusal.FALSE_PAGE);
    Message.Share right = share(desk);
    assertThat(desk.told(right).refusals()).isEmpty();
    assertThat(desk.told(right).refusals()).containsExactly(Refusal.FALSE_PAGE);
  }

  @Test
  void itemsThatAreNotThoseOfThePage() {
    Desk desk = downloading();
    Message.Share right = share(desk);
    List<Item> others = new ArrayList<>(right.items());
    others.set(0, others.get(1));
    assertThat(desk.told(new Message.Share(4, right.page(), others)).refusals())
        .containsExactly(Refusal.FALSE_ITEMS);
    others.removeLast();
    assertThat(desk.told(new Message.Share(4, right.page(), others)).refusals())
        .containsExactly(Refusal.FALSE_ITEMS);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void eachHasItsNameInThisTest(Refusal why) throws java.io.IOException {
    String source =
        java.nio.file.Files.readString(
            java.nio.file.Path.of("src/test/java/rhizome/ledger/replica/RefusalsTest.java"));
    assertThat(source).contains("Refusal." + why.name());
  }
}
