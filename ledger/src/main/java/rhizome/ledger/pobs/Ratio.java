package rhizome.ledger.pobs;

import java.math.BigInteger;

/** A fraction; the denominator is above zero. */
public record Ratio(long numerator, long denominator) implements Comparable<Ratio> {

  public Ratio {
    if (denominator <= 0) {
      throw new ArithmeticException("no ratio: " + numerator + "/" + denominator);
    }
  }

  public Ratio inverse() {
    long upside = numerator;
    return new Ratio(denominator, upside);
  }

  /** This, or the one of both bounds that it is beyond. */
  public Ratio within(Ratio least, Ratio most) {
    if (compareTo(most) > 0) {
      return most;
    }
    return compareTo(least) < 0 ? least : this;
  }

  @Override
  public int compareTo(Ratio other) {
    return product(numerator, other.denominator).compareTo(product(other.numerator, denominator));
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
