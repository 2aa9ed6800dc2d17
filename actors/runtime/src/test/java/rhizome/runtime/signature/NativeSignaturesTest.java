package rhizome.runtime.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.key.Verifier;

class NativeSignaturesTest {

  private final Optional<Verifier> found = NativeSignatures.find();

  /** The build brings one for Linux on x86-64, which then has to work. */
  @BeforeEach
  void isThere() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    boolean brought = machine.equals("Linux amd64");
    assumeTrue(brought || found.isPresent(), "there is no native provider for " + machine);
    assertThat(found).as("the native provider on " + machine).isPresent();
  }

  private static Hash hash(RandomGenerator random) {
    return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  @Test
  void whatIsSignedIsTakenByItAndWhatIsSpoiledIsNot() {
    Property.forAll(
        100,
        random -> {
          Verifier looks = found.orElseThrow();
          KeyPair pair = KeyPair.of(hash(random));
          Hash message = hash(random);
          Signature signature = pair.sign(message);
          assertThat(looks.verifies(pair.publicKey(), message, signature)).isTrue();
          byte[] octets = signature.octets().toArray();
          octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
          Signature spoiled = new Signature(Bytes.of(octets));
          assertThat(looks.verifies(pair.publicKey(), message, spoiled)).isFalse();
          assertThat(looks.verifies(new PublicKey(hash(random)), message, signature)).isFalse();
          assertThat(looks.verifies(pair.publicKey(), message, new Signature(Bytes.EMPTY)))
              .isFalse();
        });
  }

  /** Keys of small order, for which anything can be signed, and forms that are not the one. */
  @Test
  void byItTheRuleIsTheSame() {
    List<String> points =
        List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    List<Autograph> all = new ArrayList<>();
    for (String key : points) {
      for (String r : points) {
        for (int s = 0; s < 2; s++) {
          String zero = "0" + s + "00".repeat(Hash.SIZE - 1);
          for (int i = 0; i < 8; i++) { // for one of eight messages the equation may hold
            all.add(
                new Autograph(
                    new PublicKey(Hash.ofHex(key)),
                    new Hash(i, i, i, i),
                    Signature.parse(r + zero)));
          }
        }
      }
    }
    Cofactored by = Cofactored.by(found.orElseThrow());
    for (Autograph each : all) {
      assertThat(by.verifies(each.key(), each.message(), each.signature()))
          .as(HexFormat.of().formatHex(each.key().octets().toArray()))
          .isEqualTo(Cofactored.RULE.verifies(each.key(), each.message(), each.signature()));
    }
    assertThat(all)
        .as("or the rule had nothing to add")
        .anyMatch(it -> found.orElseThrow().verifies(it.key(), it.message(), it.signature()));
  }
}
