package rhizome.ledger.money;

import java.math.BigInteger;
import java.util.Arrays;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/**
 * A number of units, of coins or of block stake: never negative, at most 256 bytes. One coin is
 * 10^9 units on the chains of the seed.
 */
public record Amount(BigInteger units) implements Comparable<Amount> {

  public static final int BYTES_MAX = 256;

  public static final Amount ZERO = new Amount(BigInteger.ZERO);

  /** The decimal digits of the greatest amount; no longer text needs to be looked at. */
  private static final int DIGITS_MAX =
      BigInteger.TWO.pow(BYTES_MAX * Byte.SIZE).toString().length();

  public Amount {
    if (units.signum() < 0 || units.bitLength() > BYTES_MAX * Byte.SIZE) {
      throw new ArithmeticException("no amount: " + units.signum() * units.bitLength() + " bits");
    }
  }

  public static Amount of(long units) {
    return new Amount(BigInteger.valueOf(units));
  }

  /** Decimal digits, without sign and without a zero in front of others. */
  public static Amount parse(String digits) {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= DIGITS_MAX
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.length() == 1 || digits.charAt(0) != '0');
    BigInteger units = plain ? new BigInteger(digits) : BigInteger.ONE.negate();
    if (units.signum() < 0 || units.bitLength() > BYTES_MAX * Byte.SIZE) {
      throw new Malformed("amount", "decimal digits of a number below 2^2048");
    }
    return new Amount(units);
  }

  public static Amount read(Reader reader) {
    int at = reader.at();
    byte[] octets = reader.bytes().toArray();
    if (octets.length > BYTES_MAX || (octets.length > 0 && octets[0] == 0)) {
      throw reader.malformed(at, "an amount in as few bytes as it needs, at most " + BYTES_MAX);
    }
    return new Amount(new BigInteger(1, octets));
  }

  public void write(Writer writer) {
    writer.bytes(minimal());
  }

  private Bytes minimal() {
    byte[] octets = units.toByteArray();
    if (octets[0] != 0) {
      return Bytes.of(octets);
    }
    return Bytes.of(Arrays.copyOfRange(octets, 1, octets.length));
  }

  public boolean isZero() {
    return units.signum() == 0;
  }

  public Amount plus(Amount other) {
    return new Amount(units.add(other.units));
  }

  /** Fails if {@code other} is more. */
  public Amount minus(Amount other) {
    return new Amount(units.subtract(other.units));
  }

  @Override
  public int compareTo(Amount other) {
    return units.compareTo(other.units);
  }

  @Override
  public String toString() {
    return units.toString();
  }
}
