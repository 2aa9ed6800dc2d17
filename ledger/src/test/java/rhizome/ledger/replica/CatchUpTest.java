package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.light.Trust;

/** Who is behind comes after, and who is ahead helps. */
class CatchUpTest {

  private static final PublicKey NOBODY = new PublicKey(new Hash(9, 9, 9, 9));

  /** No checkpoints, so that all there is are blocks. */
  private static final Limits BLOCKS = new Limits(20, 1_000_000, 3, 7, 4, 400, 1_000, 3, 6);

  @Test
  void whoIsAheadServesSoManyBlocksAtATime() {
    Desk desk = new Desk(NOBODY, BLOCKS).grow(7).at(7);
    assertThat(desk.told(new Message.Position(2, List.of())).outputs)
        .containsExactly(new Output.Serve(Desk.PEER, 3, 3));
    assertThat(desk.told(new Message.Position(6, List.of())).outputs)
        .containsExactly(new Output.Serve(Desk.PEER, 7, 1));
  }

  @Test
  void whoIsBehindSaysWhereItIs() {
    Desk desk = new Desk(NOBODY, BLOCKS).grow(2).at(1);
    assertThat(desk.told(new Message.Position(2, List.of())).answers())
        .containsExactly(new Message.Position(1, List.of()));
  }

  @Test
  void blocksAreStoredOneAfterTheOtherAndMoreAskedFor() {
    Desk desk = new Desk(NOBODY, BLOCKS).grow(5).at(0);
    desk.told(new Message.Blocks(desk.chain.subList(0, 3)));
    assertThat(desk.outputs(Output.Store.class))
        .extracting(it -> it.sealed().height())
        .containsExactly(1L, 2L, 3L);
    assertThat(desk.answers()).containsExactly(new Message.Position(3, List.of()));
    desk.told(new Message.Blocks(desk.chain.subList(3, 5)));
    assertThat(desk.answers()).isEmpty();
    assertThat(desk.state.standing().root().hash()).isEqualTo(desk.standing().root().hash());
  }

  /** Each is kept, persisted and stored before the next begins. */
  @Test
  void whatIsDecidedIsDurableBeforeTheNextHeightBegins() {
    Desk desk = new Desk(NOBODY, BLOCKS).grow(1).at(0);
    desk.told(new Message.Blocks(desk.chain));
    assertThat(desk.outputs.stream().map(it -> it.getClass().getSimpleName()).limit(5))
        .containsExactly("Keep", "Persist", "Store", "Committed", "ScheduleTimeout");
  }

  @Test
  void whoIsFarBehindIsOfferedASnapshot() {
    Desk desk = new Desk().grow(8);
    followed(desk);
    assertThat(desk.told(new Message.Position(0, List.of())).answers())
        .containsExactly(new Message.Offer(desk.standing().last().orElseThrow()));
    assertThat(desk.told(new Message.Position(5, List.of())).outputs)
        .containsExactly(new Output.Serve(Desk.PEER, 6, 3));
  }

  /** Comes along from the beginning, block by block. */
  private static void followed(Desk desk) {
    desk.at(0);
    for (Sealed sealed : desk.chain) {
      desk.told(new Message.Blocks(List.of(sealed)));
    }
  }

  @Test
  void blocksBelowACheckpointAreForgottenDownToTheLimit() {
    Desk desk = new Desk().grow(8);
    desk.at(0);
    for (Sealed sealed : desk.chain.subList(0, 7)) {
      desk.told(new Message.Blocks(List.of(sealed)));
    }
    assertThat(desk.state.oldest()).isEqualTo(2);
    desk.told(new Message.Blocks(List.of(desk.last())));
    assertThat(desk.outputs(Output.Save.class))
        .extracting(it -> it.standing().height())
        .containsExactly(8L);
    assertThat(desk.outputs(Output.Forget.class)).containsExactly(new Output.Forget(6));
    assertThat(desk.state.oldest()).isEqualTo(6);
    assertThat(desk.state.shelf()).extracting(Standing::height).containsExactly(4L, 8L);
  }

  @Test
  void oneWhoIsNewComesBySnapshotFromWhoeverHasIt() {
    Desk server = new Desk().grow(8);
    followed(server);
    Desk late = new Desk().grow(9).at(0);
    late.told(new Message.Offer(server.standing().last().orElseThrow()));
    int pages = 0;
    while (late.state.download().isPresent()) {
      assertThat(late.answers()).singleElement().isInstanceOf(Message.WantShare.class);
      server.told(late.answers().getFirst());
      late.told(server.answers().getFirst());
      pages++;
    }
    assertThat(pages).isGreaterThan(2);
    assertThat(late.outputs.subList(0, 2))
        .containsExactly(new Output.Save(late.state.standing()), new Output.Forget(9));
    assertThat(late.state.standing().estate()).isEqualTo(server.standing().estate());
    assertThat(late.state.standing().root().hash()).isEqualTo(server.standing().root().hash());
    late.told(new Message.Blocks(List.of(late.last())));
    assertThat(late.state.height()).isEqualTo(9);
  }

  @Test
  void anAnchorVouchesForASnapshotWhenTheBeginningIsTooLongAgo() {
    Desk desk = new Desk().grow(8);
    Trust anchor = Trust.of(desk.standings.get(4).last().orElseThrow());
    long late = Country.START + Country.LIMITS.trustPeriod();
    Message offer = new Message.Offer(desk.standing().last().orElseThrow());
    assertThat(desk.at(0).on(new Input.Arrived(late, Desk.PEER, offer)).refusals())
        .containsExactly(Refusal.UNTRUSTED);
    Replica anchored =
        new Replica(
            desk.charter.anchored(anchor), desk.country.voter(NOBODY), desk.country::reveal);
    var step = anchored.step(anchored.beginning(), new Input.Arrived(late, Desk.PEER, offer));
    assertThat(step.outputs())
        .containsExactly(new Output.Tell(Desk.PEER, new Message.WantShare(8, Hash.ZERO)));
  }

  @Test
  void aSnapshotThatIsNoLongerThereIsAnsweredByANewerOne() {
    Desk server = new Desk().grow(16);
    followed(server);
    server.told(new Message.WantShare(8, Hash.ZERO));
    assertThat(server.answers())
        .containsExactly(new Message.Offer(server.standing().last().orElseThrow()));
    server.told(new Message.WantShare(12, Hash.ZERO));
    assertThat(server.answers()).singleElement().isInstanceOf(Message.Share.class);
  }

  @Test
  void retellingTellsOfThisHeightAndIsAskedForAgain() {
    Desk desk = new Desk().grow(1).at(1);
    Candidate candidate = desk.candidate();
    Message.Said said = desk.proposal(candidate);
    Message.Said vote = desk.vote(1, Kind.PREVOTE, candidate);
    desk.told(said).told(vote).on(new Input.RetellingDue(desk.now(), Desk.PEER));
    assertThat(desk.outputs)
        .containsExactly(
            new Output.Tell(Desk.PEER, new Message.Position(1, List.of(said, vote))),
            new Output.ScheduleRetelling());
  }

  @Test
  void whatIsSaidOfTheNextHeightWaitsForIt() {
    Desk desk = new Desk().grow(1).at(0);
    Message.Said said = desk.proposal(desk.candidate());
    desk.told(said);
    assertThat(desk.state.early()).containsExactly(said);
    desk.told(new Message.Blocks(desk.chain));
    assertThat(desk.state.agreement().proposals().all()).hasSize(1);
    assertThat(desk.state.early()).isEmpty();
  }

  @Test
  void ofEachValidatorOnlySoMuchIsKeptOfTheNextHeight() {
    Desk desk = new Desk().grow(1).at(0);
    for (int round = 0; round < 9; round++) {
      var voter = desk.country.voter(desk.country.validators().get(0).key());
      var vote = Vote.cast(voter, Kind.PREVOTE, 2, round, Optional.empty());
      desk.told(new Message.Said(vote, Optional.empty()));
    }
    assertThat(desk.state.early()).hasSize(Country.LIMITS.early());
  }

  /** Votes of round 0 are forgotten in round 12, and come again with who knows them. */
  @Test
  void anOldValueIsVotedForWithThePolkaBehindIt() {
    int round = 12;
    Desk scout = new Desk();
    PublicKey proposer = scout.standing().next().proposer(round);
    List<PublicKey> keys = scout.country.validators().all().stream().map(Validator::key).toList();
    PublicKey self = keys.stream().filter(key -> !key.equals(proposer)).findFirst().orElseThrow();
    Desk desk = new Desk(self).at(0);
    Candidate candidate = desk.candidate();
    for (PublicKey key : keys) {
      var nil = Vote.cast(desk.country.voter(key), Kind.PRECOMMIT, 1, round, Optional.empty());
      desk.told(new Message.Said(nil, Optional.empty()));
    }
    assertThat(desk.state.agreement().round()).isGreaterThanOrEqualTo(round);
    List<Signed> polka =
        IntStream.range(0, keys.size())
            .mapToObj(i -> desk.vote(i, Kind.PREVOTE, candidate).signed())
            .toList();
    Message.Said bare = desk.proposal(candidate, round, 0);
    assertThat(votes(desk.told(bare))).isEmpty();
    var backed = new Message.Said(bare.signed(), bare.candidate(), polka);
    assertThat(Message.decode(backed.encode())).isEqualTo(backed);
    assertThat(votes(desk.told(backed)))
        .singleElement()
        .satisfies(vote -> assertThat(vote.value()).contains(candidate.value()));
    assertThat(desk.state.agreement().backing(bare.signed())).hasSizeGreaterThan(2);
  }

  private static List<Vote> votes(Desk desk) {
    return desk.outputs.stream()
        .filter(Output.Broadcast.class::isInstance)
        .map(it -> (Vote) ((Output.Broadcast) it).said().signed())
        .toList();
  }

  @Test
  void whatIsSavedHasOneFormAndIsCheckedAgainstItsHeader() {
    Desk desk = new Desk().grow(4);
    byte[] octets = Checkpoint.encode(desk.standing());
    Standing again = Checkpoint.decode(octets);
    assertThat(again.estate()).isEqualTo(desk.standing().estate());
    assertThat(again.root().hash()).isEqualTo(desk.standing().root().hash());
    byte[] wrong = octets.clone();
    wrong[wrong.length - 1] ^= 1;
    assertThatThrownBy(() -> Checkpoint.decode(wrong)).isInstanceOf(Malformed.class);
  }

  @Test
  void whatIsMoreThanOneListHoldsIsSavedInSeveral() {
    Standing standing = new Desk().grow(4).standing();
    int all = standing.estate().items().size();
    for (int most : new int[] {1, 7, all - 1, all, all + 1}) {
      byte[] octets = Checkpoint.encode(standing, most);
      assertThat(Checkpoint.decode(octets, most).estate()).isEqualTo(standing.estate());
    }
    assertThat(Checkpoint.encode(standing, all + 1)).isEqualTo(Checkpoint.encode(standing));
    byte[] several = Checkpoint.encode(standing, 7);
    assertThatThrownBy(() -> Checkpoint.decode(several)).isInstanceOf(Malformed.class);
  }

  @Test
  void aDiskThatLostBlocksStopsTheRecovery() {
    Desk desk = new Desk().grow(2).at(2);
    Recovering less =
        Recovering.beginning(desk.charter)
            .stored(desk.chain.getFirst())
            .persisted(desk.state.agreement());
    assertThatThrownBy(less::state)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lost");
  }

  @Test
  void aStoredBlockThatIsNotRightStopsTheRecovery() {
    Desk desk = new Desk().grow(2);
    Sealed wrong = new Sealed(Wrongs.state(desk.last().candidate()), desk.last().certificate());
    Recovering first = Recovering.beginning(desk.charter).stored(desk.chain.getFirst());
    assertThatThrownBy(() -> first.stored(wrong))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("WRONG_STATE");
  }
}
