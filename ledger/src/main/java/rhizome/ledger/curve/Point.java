package rhizome.ledger.curve;

import static org.bouncycastle.math.ec.rfc7748.X25519Field.add;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.apm;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.carry;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.copy;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.isZeroVar;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.mul;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.normalize;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.one;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.sqr;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.sub;
import static org.bouncycastle.math.ec.rfc7748.X25519Field.zero;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point that is added to, in extended coordinates: x = X/Z, y = Y/Z, x y = T/Z (RFC 8032, 5.1.4,
 * whose names the formulas have). An element of the field is carried before it is multiplied, where
 * it is a sum of more than two that are.
 */
final class Point {

  private final int[] x = X25519Field.create();
  private final int[] y = X25519Field.create();
  private final int[] z = X25519Field.create();
  private final int[] t = X25519Field.create();

  private final int[] a = X25519Field.create();
  private final int[] b = X25519Field.create();
  private final int[] c = X25519Field.create();
  private final int[] e = X25519Field.create();
  private final int[] f = X25519Field.create();
  private final int[] g = X25519Field.create();
  private final int[] h = X25519Field.create();

  /** The neutral one. */
  Point() {
    clear();
  }

  void clear() {
    zero(x);
    one(y);
    one(z);
    zero(t);
  }

  void set(Point from) {
    copy(from.x, 0, x, 0);
    copy(from.y, 0, y, 0);
    copy(from.z, 0, z, 0);
    copy(from.t, 0, t, 0);
  }

  void plus(Addend other) {
    apm(y, x, b, a);
    mul(a, other.minus, a);
    mul(b, other.plus, b);
    mul(t, other.product, c);
    add(z, z, h);
    apm(h, c, g, f);
    finish();
  }

  void minus(Addend other) {
    apm(y, x, b, a);
    mul(a, other.plus, a);
    mul(b, other.minus, b);
    mul(t, other.product, c);
    add(z, z, h);
    apm(h, c, f, g);
    finish();
  }

  void plus(Point other) {
    apm(y, x, b, a);
    apm(other.y, other.x, h, e);
    mul(a, e, a);
    mul(b, h, b);
    mul(t, other.t, c);
    mul(c, Curve.D2, c);
    mul(z, other.z, h);
    add(h, h, h);
    apm(h, c, g, f);
    finish();
  }

  /** With A, B, F and G. */
  private void finish() {
    apm(b, a, h, e);
    carry(f);
    carry(g);
    multiply();
  }

  void twice() {
    sqr(x, a);
    sqr(y, b);
    sqr(z, c);
    add(c, c, c);
    add(x, y, e);
    sqr(e, e);
    apm(a, b, h, g);
    sub(h, e, e);
    carry(e);
    add(c, g, f);
    carry(f);
    multiply();
  }

  private void multiply() {
    mul(e, f, x);
    mul(g, h, y);
    mul(e, h, t);
    mul(f, g, z);
  }

  /** Whether eight times this is the neutral one: it is but for what the group's order leaves. */
  boolean vanishes() {
    Point eightfold = new Point();
    eightfold.set(this);
    for (int i = 0; i < 3; i++) {
      eightfold.twice();
    }
    return eightfold.isNeutral();
  }

  private boolean isNeutral() {
    sub(y, z, a);
    carry(a);
    normalize(a);
    copy(x, 0, b, 0);
    normalize(b);
    return isZeroVar(a) && isZeroVar(b);
  }
}
