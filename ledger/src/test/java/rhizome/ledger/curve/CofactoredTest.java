package rhizome.ledger.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

class CofactoredTest {

  private static final NaivePoint TORSION = NaivePoint.ofOrderEight();
  private static final BigInteger SECRET = new BigInteger("123456789123456789");
  private static final BigInteger NONCE = new BigInteger("987654321987654321");
  private static final Hash MESSAGE = new Hash(1, 2, 3, 4);

  private static Hash hash(RandomGenerator random) {
    return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private static Autograph signed(KeyPair key, Hash message) {
    return new Autograph(key.publicKey(), message, key.sign(message));
  }

  /** By somebody who does not care what a key or a signature should be. */
  private static Autograph made(byte[] key, byte[] r, BigInteger secret) {
    BigInteger k = k(r, key, MESSAGE);
    return autograph(key, r, NONCE.add(k.multiply(secret)).mod(Curve.ORDER));
  }

  private static Autograph autograph(byte[] key, byte[] r, BigInteger s) {
    byte[] both = new byte[Signature.SIZE];
    System.arraycopy(r, 0, both, 0, Curve.SIZE);
    System.arraycopy(Scalars.octets(s, Curve.SIZE), 0, both, Curve.SIZE, Curve.SIZE);
    return new Autograph(new PublicKey(Hash.of(key)), MESSAGE, new Signature(Bytes.of(both)));
  }

  private static final Cofactored BY_LAX = Cofactored.by(CofactoredTest::lax);

  /** Says yes to all that it may say yes to, whatever the key. */
  private static boolean lax(PublicKey key, Hash message, Signature signature) {
    if (!signature.isPresent()) {
      return false;
    }
    byte[] octets = signature.octets().toArray();
    byte[] r = Arrays.copyOf(octets, Curve.SIZE);
    byte[] a = key.octets().toArray();
    BigInteger s = Scalars.number(octets, Curve.SIZE, Curve.SIZE);
    BigInteger k = k(r, a, message).mod(Curve.ORDER.multiply(BigInteger.valueOf(8)));
    try {
      NaivePoint left = NaivePoint.BASE.times(s);
      NaivePoint right = NaivePoint.decoded(a).times(k).negated();
      return s.compareTo(Curve.ORDER) < 0 && Arrays.equals(left.plus(right).encoded(), r);
    } catch (ArithmeticException noPoint) {
      return false;
    }
  }

  private static boolean holds(Autograph autograph) {
    boolean holds =
        Cofactored.RULE.verifies(autograph.key(), autograph.message(), autograph.signature());
    assertThat(BY_LAX.verifies(autograph.key(), autograph.message(), autograph.signature()))
        .isEqualTo(holds);
    return holds;
  }

  /** Alone, and among so many others that they are looked at together. */
  private static void isJudged(Autograph autograph, boolean right) {
    assertThat(holds(autograph)).isEqualTo(right);
    List<Autograph> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(signed(KeyPair.of(new Hash(i, i, i, i)), MESSAGE));
    }
    many.set(13, autograph);
    assertThat(Cofactored.RULE.wrong(many)).isEqualTo(right ? List.of() : List.of(13));
    assertThat(Cofactored.RULE.wrong(Collections.nCopies(20, autograph)))
        .isEqualTo(right ? List.of() : IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void theWrongOnesAreFoundAmongMany() {
    Property.forAll(
        40,
        random -> {
          int count = random.nextInt(random.nextInt(8) == 0 ? 150 : 20);
          List<KeyPair> keys =
              IntStream.rangeClosed(0, random.nextInt(6))
                  .mapToObj(_ -> KeyPair.of(hash(random)))
                  .toList();
          List<Autograph> autographs = new ArrayList<>();
          List<Integer> wrong = new ArrayList<>();
          int oneOf = 1 + random.nextInt(40);
          for (int i = 0; i < count; i++) {
            Autograph right = signed(keys.get(random.nextInt(keys.size())), hash(random));
            boolean spoil = random.nextInt(oneOf) == 0;
            autographs.add(spoil ? spoiled(random, right) : right);
            if (spoil) {
              wrong.add(i);
            }
          }
          assertThat(Cofactored.RULE.wrong(autographs)).isEqualTo(wrong);
        });
  }

  private static Autograph spoiled(RandomGenerator random, Autograph right) {
    byte[] octets = right.signature().octets().toArray();
    octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
    return switch (random.nextInt(4)) {
      case 0 -> new Autograph(right.key(), hash(random), right.signature());
      case 1 -> new Autograph(new PublicKey(hash(random)), right.message(), right.signature());
      case 2 -> new Autograph(right.key(), right.message(), new Signature(Bytes.EMPTY));
      default -> new Autograph(right.key(), right.message(), new Signature(Bytes.of(octets)));
    };
  }

  @Test
  void whatIsLeftOfTheGroupCountsForNothing() {
    NaivePoint key = NaivePoint.BASE.times(SECRET);
    NaivePoint r = NaivePoint.BASE.times(NONCE);
    for (int i = 0; i < 8; i++) {
      NaivePoint left = TORSION.times(BigInteger.valueOf(i));
      isJudged(made(key.encoded(), r.plus(left).encoded(), SECRET), true);
      isJudged(made(key.plus(left).encoded(), r.encoded(), SECRET), true);
      isJudged(made(key.plus(left).encoded(), r.plus(left).encoded(), SECRET), true);
      isJudged(made(key.plus(left).encoded(), r.encoded(), SECRET.add(BigInteger.ONE)), false);
    }
  }

  @Test
  void twoWrongsThatMakeUpForEachOtherAreBothWrong() {
    byte[] key = NaivePoint.BASE.times(SECRET).encoded();
    Autograph right = made(key, NaivePoint.BASE.times(NONCE).encoded(), SECRET);
    BigInteger s = Scalars.number(right.signature().octets().toArray(), Curve.SIZE, Curve.SIZE);
    byte[] r = NaivePoint.BASE.times(NONCE).encoded();
    List<Autograph> autographs = new ArrayList<>(Collections.nCopies(16, right));
    autographs.set(3, autograph(key, r, s.add(BigInteger.ONE)));
    autographs.set(4, autograph(key, r, s.subtract(BigInteger.ONE)));
    assertThat(Cofactored.RULE.wrong(autographs)).containsExactly(3, 4);
  }

  @Test
  void aKeyOfSmallOrderHasSignedNothing() {
    byte[] r = NaivePoint.BASE.times(NONCE).encoded();
    for (int i = 0; i < 8; i++) {
      byte[] key = TORSION.times(BigInteger.valueOf(i)).encoded();
      isJudged(made(key, r, BigInteger.ZERO), false);
      isJudged(autograph(key, NaivePoint.NEUTRAL.encoded(), BigInteger.ZERO), false);
    }
  }

  @Test
  void whatHasAnotherFormIsRefused() {
    byte[] key = NaivePoint.BASE.times(SECRET).encoded();
    byte[] r = NaivePoint.BASE.times(NONCE).encoded();
    Autograph right = made(key, r, SECRET);
    BigInteger s = Scalars.number(right.signature().octets().toArray(), Curve.SIZE, Curve.SIZE);
    isJudged(right, true);
    isJudged(autograph(key, r, s.add(Curve.ORDER)), false);
    byte[] otherOne = Scalars.octets(Curve.PRIME.add(BigInteger.ONE), Curve.SIZE);
    byte[] minusZero = NaivePoint.NEUTRAL.encoded();
    minusZero[Curve.SIZE - 1] |= (byte) 0x80;
    for (byte[] form : List.of(otherOne, minusZero)) {
      BigInteger k = k(form, key, MESSAGE);
      isJudged(autograph(key, form, k.multiply(SECRET).mod(Curve.ORDER)), false);
      isJudged(made(form, r, BigInteger.ZERO), false);
    }
  }

  private static BigInteger k(byte[] r, byte[] key, Hash message) {
    SHA512Digest digest = new SHA512Digest();
    digest.update(r, 0, r.length);
    digest.update(key, 0, key.length);
    digest.update(message.toArray(), 0, Hash.SIZE);
    byte[] out = new byte[64];
    digest.doFinal(out, 0);
    return Scalars.number(out, 0, out.length);
  }

  @Test
  void whatHoldsWithoutTheCofactorHoldsWithIt() {
    Property.forAll(
        20,
        random -> {
          Autograph right = signed(KeyPair.of(hash(random)), hash(random));
          assertThat(right.key().verifies(right.message(), right.signature())).isTrue();
          assertThat(Cofactored.RULE.wrong(List.of(right))).isEmpty();
        });
  }

  @Test
  void theKnownEdgeCasesAreJudgedAsTheRuleSaysAloneAndAmongMany() throws Exception {
    List<String> lines;
    try (var in = CofactoredTest.class.getResourceAsStream("/curve/edge-cases.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<String> cases = lines.stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(cases).hasSize(10);
    for (String line : cases) {
      String[] words = line.split(" ", -1);
      Autograph autograph =
          new Autograph(
              new PublicKey(Hash.ofHex(words[1])), Hash.ofHex(words[0]), Signature.parse(words[2]));
      isJudged(autograph, words[3].equals("right"));
    }
  }
}
