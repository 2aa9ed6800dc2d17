package rhizome.ledger.consensus.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.consensus.Height;
import rhizome.ledger.consensus.State;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** The checkers find what they are for, and nothing else. */
class CheckersTest {

  private static final Hash V = new Hash(1, 1, 1, 1);
  private static final Hash W = new Hash(2, 2, 2, 2);
  private static final PublicKey KEY = new PublicKey(V);
  private static final ScriptedVoter VOTER = new ScriptedVoter(World.CHAIN, KEY);

  @Test
  void agreementFindsAFork() {
    Agreement agreement = new Agreement();
    agreement.decided(0, 5, V);
    agreement.decided(1, 5, V);
    agreement.decided(1, 6, W);
    assertThatThrownBy(() -> agreement.decided(2, 5, W)).isInstanceOf(Violation.class);
  }

  @Test
  void validityFindsWhatNobodyProposedAndWhatIsNotValid() {
    Validity validity = new Validity();
    validity.proposed(5, V);
    validity.decided(0, 5, V);
    assertThatThrownBy(() -> validity.decided(0, 6, V)).isInstanceOf(Violation.class);
    validity.proposed(6, W);
    validity.isInvalid(W);
    assertThatThrownBy(() -> validity.decided(0, 6, W)).isInstanceOf(Violation.class);
  }

  @Test
  void oneVoiceFindsWhatContradictsAndWhatIsNotDurable() {
    Vote vote = Vote.cast(VOTER, Kind.PREVOTE, 0, 0, Optional.of(V));
    Vote other = Vote.cast(VOTER, Kind.PREVOTE, 0, 0, Optional.empty());
    ValidatorSet set = ValidatorSet.of(List.of(new Validator(KEY, 1)));
    State empty = State.of(new Height(0, set, V));
    assertThatThrownBy(() -> new OneVoice().leaves(vote, empty)).isInstanceOf(Violation.class);
    State later = State.of(new Height(1, set, V));
    OneVoice voice = new OneVoice();
    voice.leaves(vote, later);
    voice.leaves(vote, later);
    assertThatThrownBy(() -> voice.leaves(other, later)).isInstanceOf(Violation.class);
  }

  @Test
  void innocenceFindsWhoIsAccusedWithoutGuilt() {
    Vote vote = Vote.cast(VOTER, Kind.PREVOTE, 0, 0, Optional.of(V));
    Vote other = Vote.cast(VOTER, Kind.PREVOTE, 0, 0, Optional.empty());
    Evidence evidence = new Evidence.Equivocation(vote, other);
    Innocence innocence = new Innocence();
    innocence.accused(evidence);
    assertThat(innocence.convicted()).isEqualTo(1);
    innocence.isHonest(KEY);
    assertThatThrownBy(() -> innocence.accused(evidence)).isInstanceOf(Violation.class);
  }

  @Test
  void progressFindsWhoStandsStill() {
    Progress progress = new Progress(100, 50, 2);
    assertThat(progress.isMade(150, List.of(3L, 4L), List.of(6L, 6L))).isTrue();
    assertThat(progress.isMade(150, List.of(3L, 4L), List.of(5L, 6L))).isFalse();
    assertThatThrownBy(() -> progress.isMade(151, List.of(3L, 4L), List.of(5L, 6L)))
        .isInstanceOf(Violation.class);
  }
}
