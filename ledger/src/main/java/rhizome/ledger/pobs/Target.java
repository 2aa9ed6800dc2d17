package rhizome.ledger.pobs;

import java.math.BigInteger;
import rhizome.ledger.hash.Hash;

/**
 * What a kernel has to be below: 0 to 2^256 - 1. Its inverse is a difficulty, and that is what is
 * added and scaled; all results are rounded down, and what does not fit is the greatest.
 */
public record Target(BigInteger value) implements Comparable<Target> {

  private static final int BITS = 256;

  /** The greatest; also the weight of a chain of one block. */
  public static final Target ROOT = new Target(BigInteger.TWO.pow(BITS).subtract(BigInteger.ONE));

  public Target {
    if (value.signum() < 0 || value.bitLength() > BITS) {
      throw new ArithmeticException("no target: " + value);
    }
  }

  public static Target of(Hash hash) {
    return new Target(hash.number());
  }

  /** The target of a difficulty that is not zero. */
  public static Target ofDifficulty(BigInteger difficulty) {
    return new Target(ROOT.value.divide(difficulty));
  }

  /** The target of both difficulties together: 1/(1/a + 1/b). */
  public Target plus(Target other) {
    BigInteger sum = value.add(other.value);
    return sum.signum() == 0 ? this : clamped(value.multiply(other.value).divide(sum));
  }

  /** The target of this difficulty times {@code ratio}. */
  public Target harder(Ratio ratio) {
    return scaled(ratio.inverse());
  }

  /** This target times {@code ratio}. */
  public Target scaled(Ratio ratio) {
    return clamped(
        value
            .multiply(BigInteger.valueOf(ratio.numerator()))
            .divide(BigInteger.valueOf(ratio.denominator())));
  }

  private static Target clamped(BigInteger value) {
    return value.bitLength() > BITS ? ROOT : new Target(value);
  }

  @Override
  public int compareTo(Target other) {
    return value.compareTo(other.value);
  }

  /** 64 hexadecimal digits. */
  @Override
  public String toString() {
    String digits = value.toString(16);
    return "0".repeat(BITS / 4 - digits.length()) + digits;
  }
}
