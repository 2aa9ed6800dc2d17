package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.consensus.validator.Beacon;
import rhizome.ledger.consensus.validator.HashChain;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;

class ChainRevealsTest {

  private static final Hash SECRET = new Hash(1, 2, 3, 4);

  @Test
  void eachRevealIsWhatTheOneBeforeCommittedTo() {
    ChainReveals reveals = ChainReveals.of(SECRET, 50);
    Hash at = ChainReveals.commitment(SECRET, 50);
    for (int turn = 0; turn < 50; turn++) {
      Optional<Hash> next = reveals.behind(at);
      assertThat(Beacon.open(at, next.orElseThrow())).isPresent();
      assertThat(reveals.behind(at)).as("asked again").isEqualTo(next);
      at = next.orElseThrow();
    }
    assertThat(reveals.behind(at)).as("all were shown").isEmpty();
  }

  @Test
  void afterARestartItGoesOnWhereTheLedgerIs() {
    ChainReveals first = ChainReveals.of(SECRET, 50);
    Hash at = ChainReveals.commitment(SECRET, 50);
    for (int turn = 0; turn < 20; turn++) {
      at = first.behind(at).orElseThrow();
    }
    assertThat(ChainReveals.of(SECRET, 50).behind(at)).isEqualTo(first.behind(at));
  }

  /** As when a block with a reveal of ours was not agreed on after all. */
  @Test
  void itGoesBackIfTheLedgerDoes() {
    ChainReveals reveals = ChainReveals.of(SECRET, 50);
    Hash tip = ChainReveals.commitment(SECRET, 50);
    Hash first = reveals.behind(tip).orElseThrow();
    reveals.behind(first);
    assertThat(reveals.behind(tip)).contains(first);
  }

  @Test
  void ofAnotherChainItShowsNothingAndIsNoneTheWorse() {
    ChainReveals reveals = ChainReveals.of(SECRET, 50);
    Hash other = ChainReveals.commitment(new Hash(5, 6, 7, 8), 50);
    assertThat(reveals.behind(other)).isEmpty();
    assertThat(reveals.behind(other)).isEmpty();
    assertThat(reveals.behind(ChainReveals.commitment(SECRET, 50))).isPresent();
  }

  /** Those that stand on chains already. */
  @Test
  void theFirstGenerationIsWhatItWasBeforeThereWereOthers() {
    Hash first =
        Blake.all(
            writer ->
                writer
                    .raw("rhizome beacon 1".getBytes(StandardCharsets.US_ASCII))
                    .raw(SECRET.toArray()));
    assertThat(ChainReveals.commitment(SECRET, 50)).isEqualTo(new HashChain(first, 50).tip());
    assertThat(ChainReveals.commitment(SECRET, 0, 50))
        .isEqualTo(ChainReveals.commitment(SECRET, 50));
  }

  @Test
  void afterTheLastTurnItGoesOnWithTheNextGenerationAlsoAfterARestart() {
    Property.forAll(
        20,
        random -> {
          int length = 1 + random.nextInt(20);
          ChainReveals reveals = ChainReveals.of(SECRET, length);
          for (int generation = 0; generation < 4; generation++) {
            Hash at = ChainReveals.commitment(SECRET, generation, length);
            for (int left = length; left > 0; left--) {
              reveals = random.nextInt(3) == 0 ? ChainReveals.of(SECRET, length) : reveals;
              assertThat(reveals.left(at)).hasValue(left);
              Hash next = reveals.behind(at).orElseThrow();
              assertThat(Beacon.open(at, next)).isPresent();
              assertThat(ChainReveals.generation(SECRET, length, at)).hasValue(generation);
              at = next;
            }
            assertThat(reveals.behind(at)).isEmpty();
            assertThat(reveals.left(at)).hasValue(0);
          }
        });
  }

  /** Or one question would take as long as all generations that there can be. */
  @Test
  void aLateGenerationIsFoundInSoManyQuestions() {
    int generation = 3 * ChainReveals.TRIES_MAX + 1;
    Hash late = ChainReveals.commitment(SECRET, generation, 5);
    ChainReveals reveals = ChainReveals.of(SECRET, 5);
    for (int asked = 0; asked < 3; asked++) {
      assertThat(reveals.behind(late)).isEmpty();
    }
    assertThat(reveals.behind(late)).isPresent();
    assertThat(reveals.left(late)).hasValue(5);
    assertThat(ChainReveals.generation(SECRET, 5, Hash.ZERO)).isEmpty();
  }

  @Test
  void theChainIsNotTheKeyNorShownByItsName() {
    ChainReveals one = ChainReveals.of(SECRET, 1);
    Hash last = one.behind(ChainReveals.commitment(SECRET, 1)).orElseThrow();
    assertThat(last).as("what is shown last").isNotEqualTo(SECRET);
    assertThat(KeyPair.of(last).publicKey()).isNotEqualTo(KeyPair.of(SECRET).publicKey());
    assertThat(one.toString()).doesNotContain(last.hex()).doesNotContain(SECRET.hex());
  }
}
