package rhizome.ledger.curve;

import static org.bouncycastle.math.ec.rfc7748.X25519Field.addOne;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.decode255;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.isZeroVar;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.mul;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.negate;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.normalize;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.sqr;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.sqrtRatioVar;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.subOne;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519Field;
import rhizome.ledger.hash.Hash;

/** Edwards25519 (RFC 8032, 5.1): -x^2 + y^2 = 1 + d x^2 y^2 modulo 2^255 - 19. */
final class Curve {

  static final int SIZE = 32;

  static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** Of the group in which keys are. */
  static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  static final int[] D =
      field(BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(PRIME)));
  static final int[] D2 =
      field(
          BigInteger.valueOf(-121_665 * 2L)
              .multiply(BigInteger.valueOf(121_666).modInverse(PRIME)));

  /** y is 4/5, and x is even. */
  static final Addend BASE =
      decoded(octets(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(PRIME))))
          .orElseThrow();

  /**
   * Where the points of small order are: y of order 1, 2, 4, and twice of 8; each with x of either
   * sign.
   */
  private static final List<BigInteger> SMALL =
      List.of(
          BigInteger.ONE,
          PRIME.subtract(BigInteger.ONE),
          BigInteger.ZERO,
          new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16),
          new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

  private static final List<Hash> SMALL_OCTETS =
      SMALL.stream().map(y -> Hash.of(octets(y))).toList();

  private Curve() {}

  private static int[] field(BigInteger value) {
    int[] element = X25519Field.create();
    decode255(octets(value), element);
    return element;
  }

  private static byte[] octets(BigInteger value) {
    return Scalars.octets(value.mod(PRIME), SIZE);
  }

  /** Whether they can be a key, if they are a point: in their one form, and not of small order. */
  static boolean isKey(byte[] octets) {
    byte[] low = octets.clone();
    low[SIZE - 1] &= 0x7f;
    return isReduced(low) && !SMALL_OCTETS.contains(Hash.of(low));
  }

  /** The point of so many bytes in their one form; nothing if they are no point, or another's. */
  static Optional<Addend> decoded(byte[] octets) {
    boolean odd = (octets[SIZE - 1] & 0x80) != 0;
    byte[] low = octets.clone();
    low[SIZE - 1] &= 0x7f;
    if (!isReduced(low)) {
      return Optional.empty();
    }
    int[] x = X25519Field.create();
    int[] y = X25519Field.create();
    decode255(low, y);
    int[] u = X25519Field.create();
    int[] v = X25519Field.create();
    sqr(y, u);
    mul(D, u, v);
    subOne(u);
    addOne(v);
    if (!sqrtRatioVar(u, v, x)) {
      return Optional.empty();
    }
    normalize(x);
    if (odd && isZeroVar(x)) {
      return Optional.empty();
    }
    if (odd != ((x[0] & 1) == 1)) {
      negate(x, x);
      normalize(x);
    }
    return Optional.of(new Addend(x, y));
  }

  /** Whether that is below the prime, which is 2^255 - 19. */
  private static boolean isReduced(byte[] low) {
    if ((low[0] & 0xff) < 0xed || low[SIZE - 1] != 0x7f) {
      return true;
    }
    for (int i = 1; i < SIZE - 1; i++) {
      if (low[i] != (byte) 0xff) {
        return true;
      }
    }
    return false;
  }
}
