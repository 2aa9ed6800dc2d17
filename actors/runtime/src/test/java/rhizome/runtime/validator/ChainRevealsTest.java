package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.consensus.validator.Beacon;
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

  @Test
  void theChainIsNotTheKeyNorShownByItsName() {
    ChainReveals one = ChainReveals.of(SECRET, 1);
    Hash last = one.behind(ChainReveals.commitment(SECRET, 1)).orElseThrow();
    assertThat(last).as("what is shown last").isNotEqualTo(SECRET);
    assertThat(KeyPair.of(last).publicKey()).isNotEqualTo(KeyPair.of(SECRET).publicKey());
    assertThat(one.toString()).doesNotContain(last.hex()).doesNotContain(SECRET.hex());
  }
}
