package rhizome.ledger.consensus.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

class ValidatorSetTest {

  private static Validator validator(int name, long power) {
    return new Validator(new PublicKey(new Hash(name, 0, 0, 0)), power);
  }

  @Test
  void aQuorumIsMoreThanTwoThirdsAndAMinorityMoreThanOneThirdExactly() {
    Property.forAll(
        random -> {
          long rest = 1 + random.nextLong(Long.MAX_VALUE / 3 - 1);
          ValidatorSet set =
              ValidatorSet.of(List.of(validator(1, rest), validator(2, 1)).subList(0, 2));
          long power = random.nextBoolean() ? random.nextLong(set.total()) : set.total() / 3 * 2;
          BigInteger part = BigInteger.valueOf(power).multiply(BigInteger.valueOf(3));
          BigInteger total = BigInteger.valueOf(set.total());
          assertThat(set.isMinority(power)).isEqualTo(part.compareTo(total) > 0);
          assertThat(set.isQuorum(power)).isEqualTo(part.compareTo(total.shiftLeft(1)) > 0);
        });
  }

  @Test
  void twoThirdsExactlyAreNoQuorum() {
    ValidatorSet set = ValidatorSet.of(List.of(validator(1, 2), validator(2, 1)));
    assertThat(set.isQuorum(2)).isFalse();
    assertThat(set.isQuorum(3)).isTrue();
    assertThat(set.isMinority(1)).isFalse();
    assertThat(set.isMinority(2)).isTrue();
  }

  @Test
  void whatCannotBeReckonedWithIsRefused() {
    assertThatThrownBy(() -> validator(1, 0)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> ValidatorSet.of(List.of())).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> ValidatorSet.of(List.of(validator(1, 1), validator(1, 2))))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> ValidatorSet.of(List.of(validator(1, Long.MAX_VALUE / 3 + 1))))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(
            () -> ValidatorSet.of(List.of(validator(1, Long.MAX_VALUE), validator(2, 1))))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void turnsComeByPower() {
    ValidatorSet set = ValidatorSet.of(List.of(validator(1, 1), validator(2, 2), validator(3, 7)));
    int[] turns = new int[3];
    for (int round = 0; round < 10_000; round++) {
      turns[set.number(set.proposer(new Hash(1, 2, 3, 4), 5, round).key())]++;
    }
    assertThat(turns[0]).isCloseTo(1_000, within(150));
    assertThat(turns[1]).isCloseTo(2_000, within(200));
  }

  @Test
  void aDrawThatWouldFavourTheFirstIsDrawnAgain() {
    long bound = Long.MAX_VALUE / 3 * 2;
    int low = 0;
    for (int round = 0; round < 3_000; round++) {
      low += Draw.below(bound, Hash.ZERO, 1, round) < bound / 2 ? 1 : 0;
    }
    assertThat(low).isCloseTo(1_500, within(150));
  }
}
