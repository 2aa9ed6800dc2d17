package rhizome.ledger.pool;

/**
 * Units of coins for so many bytes. Compared by cross products in 128 bits, so nothing is rounded.
 */
public record Rate(long fee, long bytes) implements Comparable<Rate> {

  static final Rate NOTHING = new Rate(0, 0);

  private static final int PERCENT = 100;

  public Rate {
    if (fee < 0 || bytes < 0 || bytes > Integer.MAX_VALUE * (long) PERCENT) {
      throw new IllegalArgumentException(fee + " units for " + bytes + " bytes");
    }
  }

  Rate plus(Rate other) {
    return new Rate(Math.addExact(fee, other.fee), bytes + other.bytes);
  }

  Rate orLower(Rate other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Whether the fee for a byte is that of {@code other} and {@code percent} of it more. */
  boolean exceeds(Rate other, int percent) {
    return compare(fee, other.bytes * PERCENT, other.fee, bytes * (PERCENT + percent)) >= 0;
  }

  /** The same of the fee in all. */
  boolean feeExceeds(Rate other, int percent) {
    return compare(fee, PERCENT, other.fee, PERCENT + percent) >= 0;
  }

  @Override
  public int compareTo(Rate other) {
    return compare(fee, other.bytes, other.fee, bytes);
  }

  /** How a * b compares to c * d, of which none is negative. */
  private static int compare(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }

  @Override
  public String toString() {
    return fee + " for " + bytes + " bytes";
  }
}
