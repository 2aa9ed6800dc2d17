package rhizome.ledger.consensus.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.hash.Hash;

class BeaconTest {

  @Test
  void eachRevealOpensWhatWasCommittedToByTheOneBefore() {
    Property.forAll(
        20,
        random -> {
          int length = 1 + random.nextInt(2_000);
          HashChain chain = new HashChain(new Hash(random.nextLong(), 0, 0, 0), length);
          Hash commitment = chain.tip();
          for (int shown = 0; shown < length; shown++) {
            assertThat(chain.left()).isEqualTo(length - shown);
            Hash reveal = chain.reveal().orElseThrow();
            assertThat(Beacon.open(commitment, reveal)).contains(reveal);
            assertThat(chain.kept()).isLessThanOrEqualTo(2 * (int) Math.sqrt(length) + 3);
            commitment = reveal;
          }
          assertThat(chain.reveal()).isEmpty();
        });
  }

  @Test
  void ofWhatIsOnAChainItIsKnownHowManyComeBehind() {
    Property.forAll(
        20,
        random -> {
          int length = 1 + random.nextInt(200);
          Hash secret = new Hash(random.nextLong(), 0, 0, 0);
          HashChain chain = new HashChain(secret, length);
          Hash at = chain.tip();
          for (int left = length; left > 0; left--) {
            assertThat(HashChain.behind(secret, length, at)).hasValue(left);
            at = chain.reveal().orElseThrow();
          }
          assertThat(HashChain.behind(secret, length, at)).hasValue(0);
          assertThat(HashChain.behind(secret, length, Beacon.link(chain.tip()))).isEmpty();
        });
  }

  @Test
  void nothingElseOpensIt() {
    HashChain chain = new HashChain(Hash.ZERO, 10);
    Hash tip = chain.tip();
    Hash first = chain.reveal().orElseThrow();
    Hash second = chain.reveal().orElseThrow();
    assertThat(Beacon.open(tip, second)).isEqualTo(Optional.empty());
    assertThat(Beacon.open(tip, tip)).isEmpty();
    assertThat(Beacon.open(first, second)).contains(second);
  }

  @Test
  void theSeedDependsOnWhatWasBeforeAndOnWhatIsShown() {
    Hash one = new Hash(1, 0, 0, 0);
    assertThat(Beacon.next(Hash.ZERO, one)).isNotEqualTo(Beacon.next(one, Hash.ZERO));
    assertThat(Beacon.next(one, one)).isNotEqualTo(Beacon.link(one));
  }
}
