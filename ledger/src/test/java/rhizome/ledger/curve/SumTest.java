package rhizome.ledger.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class SumTest {

  private static BigInteger number(RandomGenerator random, int bits) {
    byte[] octets = new byte[1 + bits / Byte.SIZE];
    random.nextBytes(octets);
    return new BigInteger(1, octets).shiftRight(random.nextInt(bits)).mod(Curve.ORDER);
  }

  private static Addend addend(NaivePoint point) {
    return Curve.decoded(point.encoded()).orElseThrow();
  }

  @Test
  void aSumIsWhatAddingOneByOneComesTo() {
    Property.forAll(
        30,
        random -> {
          int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 6);
          Sum sum = new Sum();
          NaivePoint expected = NaivePoint.NEUTRAL;
          for (int i = 0; i < count; i++) {
            NaivePoint point = NaivePoint.BASE.times(number(random, 250).add(BigInteger.ONE));
            BigInteger times = random.nextInt(5) == 0 ? BigInteger.ZERO : number(random, 256);
            sum.add(addend(point), times);
            expected = expected.plus(point.times(times));
          }
          assertThat(sum.total().vanishes()).isEqualTo(expected.equals(NaivePoint.NEUTRAL));
          sum.add(addend(expected.negated()), BigInteger.ONE);
          assertThat(sum.total().vanishes()).as("%d points", count).isTrue();
          sum.add(Curve.BASE, BigInteger.ONE);
          assertThat(sum.total().vanishes()).isFalse();
        });
  }

  @Test
  void digitsComeToTheirNumberAndAreSmall() {
    Property.forAll(
        random -> {
          BigInteger value = number(random, 256);
          int width = 3 + random.nextInt(8);
          BigInteger sum = BigInteger.ZERO;
          short[] digits = Scalars.digits(value, width);
          for (int i = digits.length - 1; i >= 0; i--) {
            assertThat((int) digits[i]).isBetween(-(1 << (width - 1)), 1 << (width - 1));
            sum = sum.shiftLeft(width).add(BigInteger.valueOf(digits[i]));
          }
          assertThat(sum).isEqualTo(value);
        });
  }

  @Test
  void onlyWhatIsLeftOfTheGroupVanishesEightfold() {
    NaivePoint torsion = NaivePoint.ofOrderEight();
    for (int i = 0; i < 8; i++) {
      NaivePoint point = torsion.times(BigInteger.valueOf(i));
      Point sum = new Point();
      sum.plus(addend(point));
      assertThat(sum.vanishes()).isTrue();
      sum.plus(Curve.BASE);
      assertThat(sum.vanishes()).isFalse();
      sum.minus(Curve.BASE);
      assertThat(sum.vanishes()).isTrue();
    }
  }

  @Test
  void aPointHasOneForm() {
    assertThat(Curve.decoded(NaivePoint.BASE.encoded())).isPresent();
    for (int above = 0; above < 19; above++) { // y and y + p, where that has 255 bits
      byte[] twice = Scalars.octets(Curve.PRIME.add(BigInteger.valueOf(above)), Curve.SIZE);
      assertThat(Curve.decoded(twice)).isEmpty();
    }
    byte[] minusZero = NaivePoint.NEUTRAL.encoded();
    assertThat(Curve.decoded(minusZero)).isPresent();
    minusZero[Curve.SIZE - 1] |= (byte) 0x80;
    assertThat(Curve.decoded(minusZero)).isEmpty();
    byte[] none = Scalars.octets(BigInteger.TWO, Curve.SIZE);
    assertThat(Curve.decoded(none)).as("no point has a y of 2").isEmpty();
  }
}
