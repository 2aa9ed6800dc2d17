package rhizome.ledger.curve;

import static org.bouncycastle.math.ec.rfc7748.X25519Field.apm;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.mul;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/** A point in the form in which it is added fastest: y + x, y - x and 2 d x y. */
final class Addend {

  final int[] plus = X25519Field.create();
  final int[] minus = X25519Field.create();
  final int[] product = X25519Field.create();

  Addend(int[] x, int[] y) {
    apm(y, x, plus, minus);
    mul(x, y, product);
    mul(product, Curve.D2, product);
  }
}
