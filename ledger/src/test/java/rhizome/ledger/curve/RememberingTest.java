package rhizome.ledger.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.key.Verifier;

class RememberingTest {

  /** Those of even numbers are right; counts how often it is asked. */
  private static final class Counting implements Verifier {
    private int asked;

    @Override
    public boolean verifies(PublicKey key, Hash message, Signature signature) {
      asked++;
      return key.octets().toArray()[0] % 2 == 0;
    }
  }

  private static Autograph autograph(int number) {
    byte[] octets = new byte[Hash.SIZE];
    octets[0] = (byte) number;
    byte[] signature = new byte[Signature.SIZE];
    return new Autograph(
        new PublicKey(Hash.of(octets)), Hash.ZERO, new Signature(Bytes.of(signature)));
  }

  @Test
  void whatWasRightIsNotLookedAtAgainAndWhatWasWrongIs() {
    Counting counting = new Counting();
    Remembering remembering = new Remembering(counting, 10);
    List<Autograph> autographs =
        IntStream.range(0, 6).mapToObj(RememberingTest::autograph).toList();
    assertThat(remembering.wrong(autographs)).containsExactly(1, 3, 5);
    assertThat(counting.asked).isEqualTo(6);
    assertThat(remembering.wrong(autographs)).containsExactly(1, 3, 5);
    assertThat(counting.asked).isEqualTo(9);
    Autograph known = autograph(4);
    assertThat(remembering.verifies(known.key(), known.message(), known.signature())).isTrue();
    assertThat(counting.asked).isEqualTo(9);
    Autograph other = new Autograph(known.key(), new Hash(1, 1, 1, 1), known.signature());
    assertThat(remembering.verifies(other.key(), other.message(), other.signature())).isTrue();
    assertThat(counting.asked).as("another message is another autograph").isEqualTo(10);
  }

  @Test
  void whatWasAskedForLongestAgoIsForgottenFirst() {
    Counting counting = new Counting();
    Remembering remembering = new Remembering(counting, 2);
    for (int number : List.of(0, 2, 0, 4, 0)) {
      assertThat(remembering.wrong(List.of(autograph(number)))).isEmpty();
    }
    assertThat(counting.asked).isEqualTo(3);
    assertThat(remembering.wrong(List.of(autograph(2)))).isEmpty();
    assertThat(counting.asked).isEqualTo(4);
  }

  @Test
  void itSaysWhatTheOneBehindItSays() {
    Property.forAll(
        random -> {
          Counting alone = new Counting();
          Remembering remembering = new Remembering(new Counting(), 1 + random.nextInt(20));
          for (int round = 0; round < 10; round++) {
            List<Autograph> autographs = new ArrayList<>();
            for (int i = random.nextInt(15); i > 0; i--) {
              autographs.add(autograph(random.nextInt(30)));
            }
            assertThat(remembering.wrong(autographs)).isEqualTo(alone.wrong(autographs));
          }
        });
  }
}
