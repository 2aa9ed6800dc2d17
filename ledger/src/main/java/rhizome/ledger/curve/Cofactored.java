package rhizome.ledger.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.key.Verifier;

/**
 * The rule of our chain for Ed25519: RFC 8032, 5.1.7, with the cofactor, 8 s B = 8 R + 8 k A; s is
 * below the group's order, R and A are points in their one form, and A is not of small order. So
 * one signature and many at a time are judged the same (ADR 0040), which without the cofactor they
 * are not.
 */
public final class Cofactored implements Verifier {

  /** Fewer are looked at one by one, which is faster. */
  private static final int BATCH_MIN = 16;

  public static final Cofactored RULE = new Cofactored(Verifier.ED25519, BATCH_MIN);

  /** Bits of the numbers that signatures are multiplied with: who forges hits one in 2^128. */
  private static final int WEIGHT = 16;

  /** An autograph as points and numbers. */
  private record Parts(PublicKey key, Addend a, Addend r, BigInteger s, BigInteger k) {}

  private final Verifier fast;
  private final int batchMin;

  private Cofactored(Verifier fast, int batchMin) {
    this.fast = fast;
    this.batchMin = batchMin;
  }

  /**
   * The same rule, where faster code is asked first about one signature. Who passes without the
   * cofactor passes with it; what that code refuses is looked at again, and which keys it takes is
   * not left to it. Native code is as fast alone as a thousand together are here, and twice as fast
   * as sixteen, so nothing is looked at together then.
   *
   * @param fast says yes only if s B = R + k A, with R in its one form and s below the order
   */
  public static Cofactored by(Verifier fast) {
    return new Cofactored(fast, Integer.MAX_VALUE);
  }

  @Override
  public boolean verifies(PublicKey key, Hash message, Signature signature) {
    return (Curve.isKey(key.octets().toArray()) && fast.verifies(key, message, signature))
        || parts(new Autograph(key, message, signature)).filter(Cofactored::holds).isPresent();
  }

  private static boolean holds(Parts one) {
    return difference(List.of(one), List.of(BigInteger.ONE)).vanishes();
  }

  /** Together, so it costs less than one by one; but for a few, of which it costs more. */
  @Override
  public List<Integer> wrong(List<Autograph> autographs) {
    if (autographs.size() < batchMin) {
      return Verifier.super.wrong(autographs);
    }
    List<Integer> wrong = new ArrayList<>();
    Map<Integer, Parts> open = new TreeMap<>();
    for (int i = 0; i < autographs.size(); i++) {
      Optional<Parts> parts = parts(autographs.get(i));
      if (parts.isPresent()) {
        open.put(i, parts.get());
      } else {
        wrong.add(i);
      }
    }
    search(autographs, new ArrayList<>(open.entrySet()), wrong);
    wrong.sort(null);
    return wrong;
  }

  /** Halves what is not true in all, until it is clear who it is. */
  private void search(
      List<Autograph> all, List<Map.Entry<Integer, Parts>> some, List<Integer> wrong) {
    if (some.size() < batchMin) {
      some.stream()
          .map(Map.Entry::getKey)
          .filter(i -> !verifies(all.get(i).key(), all.get(i).message(), all.get(i).signature()))
          .forEach(wrong::add);
      return;
    }
    List<Parts> parts = some.stream().map(Map.Entry::getValue).toList();
    if (!difference(parts, weights(parts)).vanishes()) {
      int half = some.size() / 2;
      search(all, some.subList(0, half), wrong);
      search(all, some.subList(half, some.size()), wrong);
    }
  }

  private static Optional<Parts> parts(Autograph autograph) {
    if (!autograph.signature().isPresent()) {
      return Optional.empty();
    }
    byte[] signature = autograph.signature().octets().toArray();
    byte[] key = autograph.key().octets().toArray();
    BigInteger s = Scalars.number(signature, Curve.SIZE, Curve.SIZE);
    if (s.compareTo(Curve.ORDER) >= 0) {
      return Optional.empty();
    }
    byte[] half = Arrays.copyOf(signature, Curve.SIZE);
    Optional<Addend> r = Curve.decoded(half);
    Optional<Addend> a = r.isEmpty() ? r : Curve.decoded(key).filter(point -> !isSmall(point));
    return a.map(
        point -> new Parts(autograph.key(), point, r.orElseThrow(), s, k(half, key, autograph)));
  }

  private static boolean isSmall(Addend point) {
    Point alone = new Point();
    alone.plus(point);
    return alone.vanishes();
  }

  private static BigInteger k(byte[] r, byte[] key, Autograph autograph) {
    SHA512Digest digest = new SHA512Digest();
    digest.update(r, 0, r.length);
    digest.update(key, 0, key.length);
    digest.update(autograph.message().toArray(), 0, Hash.SIZE);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return Scalars.number(out, 0, out.length).mod(Curve.ORDER);
  }

  /**
   * Numbers that nobody can choose signatures for, since they follow from all of them; so there is
   * no chance in it, and it says the same each time.
   */
  private static List<BigInteger> weights(List<Parts> parts) {
    Blake2bDigest digest = new Blake2bDigest(Hash.SIZE * Byte.SIZE);
    for (Parts each : parts) {
      put(digest, each.key().octets().toArray());
      put(digest, Scalars.octets(each.k(), Curve.SIZE));
      put(digest, Scalars.octets(each.s(), Curve.SIZE));
    }
    byte[] seed = new byte[Hash.SIZE];
    digest.doFinal(seed, 0);
    return IntStream.range(0, parts.size()).mapToObj(i -> weight(seed, i)).toList();
  }

  private static BigInteger weight(byte[] seed, int index) {
    Blake2bDigest digest = new Blake2bDigest(WEIGHT * Byte.SIZE);
    put(digest, seed);
    put(digest, Scalars.octets(BigInteger.valueOf(index), Integer.BYTES));
    byte[] out = new byte[WEIGHT];
    digest.doFinal(out, 0);
    return Scalars.number(out, 0, WEIGHT);
  }

  private static void put(Blake2bDigest digest, byte[] octets) {
    digest.update(octets, 0, octets.length);
  }

  /** R + k A - s B of each, so many times, in all. Keys that are there twice are added once. */
  private static Point difference(List<Parts> parts, List<BigInteger> weights) {
    Sum sum = new Sum();
    BigInteger base = BigInteger.ZERO;
    Map<Hash, BigInteger> times = new TreeMap<>();
    Map<Hash, Addend> keys = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Parts each = parts.get(i);
      BigInteger weight = weights.get(i);
      base = base.add(weight.multiply(each.s()));
      sum.add(each.r(), weight);
      Hash key = each.key().octets();
      keys.put(key, each.a());
      times.merge(key, weight.multiply(each.k()), BigInteger::add);
    }
    times.forEach(
        (key, each) -> sum.add(Objects.requireNonNull(keys.get(key)), each.mod(Curve.ORDER)));
    sum.add(Curve.BASE, base.negate().mod(Curve.ORDER));
    return sum.total();
  }
}
