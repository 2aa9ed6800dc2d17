package rhizome.ledger.curve;

import java.math.BigInteger;

/** A point as the formulas of RFC 8032 say it, without any thought of speed. */
record NaivePoint(BigInteger x, BigInteger y) {

  static final NaivePoint NEUTRAL = new NaivePoint(BigInteger.ZERO, BigInteger.ONE);

  private static final BigInteger P = Curve.PRIME;
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(inverse(BigInteger.valueOf(121_666))).mod(P);

  /** y is 4/5. */
  static final NaivePoint BASE =
      of(BigInteger.valueOf(4).multiply(inverse(BigInteger.valueOf(5))).mod(P), false);

  private static BigInteger inverse(BigInteger value) {
    return value.modInverse(P);
  }

  static NaivePoint of(BigInteger y, boolean odd) {
    BigInteger square = y.multiply(y);
    BigInteger ratio =
        square
            .subtract(BigInteger.ONE)
            .multiply(inverse(D.multiply(square).add(BigInteger.ONE)))
            .mod(P);
    BigInteger root = ratio.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!root.multiply(root).mod(P).equals(ratio)) {
      BigInteger i = BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
      root = root.multiply(i).mod(P);
    }
    if (!root.multiply(root).mod(P).equals(ratio)) {
      throw new ArithmeticException("no point has this y");
    }
    return new NaivePoint(root.testBit(0) == odd ? root : P.subtract(root).mod(P), y);
  }

  /** Of bytes in any form. */
  static NaivePoint decoded(byte[] octets) {
    byte[] low = octets.clone();
    low[Curve.SIZE - 1] &= 0x7f;
    return of(Scalars.number(low, 0, Curve.SIZE).mod(P), octets[Curve.SIZE - 1] < 0);
  }

  NaivePoint plus(NaivePoint other) {
    BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
    BigInteger across = x.multiply(other.y).add(other.x.multiply(y));
    BigInteger along = y.multiply(other.y).add(x.multiply(other.x));
    return new NaivePoint(
        across.multiply(inverse(BigInteger.ONE.add(product))).mod(P),
        along.multiply(inverse(BigInteger.ONE.subtract(product).mod(P))).mod(P));
  }

  NaivePoint times(BigInteger count) {
    NaivePoint sum = NEUTRAL;
    for (int i = count.bitLength() - 1; i >= 0; i--) {
      sum = sum.plus(sum);
      sum = count.testBit(i) ? sum.plus(this) : sum;
    }
    return sum;
  }

  NaivePoint negated() {
    return new NaivePoint(P.subtract(x).mod(P), y);
  }

  byte[] encoded() {
    byte[] octets = Scalars.octets(y, Curve.SIZE);
    octets[Curve.SIZE - 1] |= (byte) (x.testBit(0) ? 0x80 : 0);
    return octets;
  }

  /** One of order eight: what is left of a point that is not in the group of keys. */
  static NaivePoint ofOrderEight() {
    for (long y = 2; ; y++) {
      try {
        NaivePoint torsion = of(BigInteger.valueOf(y), false).times(Curve.ORDER);
        if (!torsion.times(BigInteger.valueOf(4)).equals(NEUTRAL)) {
          return torsion;
        }
      } catch (ArithmeticException _) {
        // the next may be one
      }
    }
  }
}
