package rhizome.ledger.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.Samples;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

class KeyTest {

  /** RFC 8032, section 5.1: the order of the group. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final String MNEMONIC =
      "carbon boss inject cover mountain fetch fiber fit tornado cloth wing dinosaur proof joy"
          + " intact fabric thumb rebel borrow poet chair network expire else";

  private static final KeyPair PAIR = KeyPair.of(Blake.of(new byte[] {1}));
  private static final Hash MESSAGE = Blake.of(new byte[] {2});

  @Test
  void aSignatureHoldsForItsKeyAndItsMessageOnly() {
    Property.forAll(
        20,
        random -> {
          Samples samples = new Samples(random);
          KeyPair pair = KeyPair.of(samples.hash());
          Signature signature = pair.sign(MESSAGE);
          assertThat(pair.publicKey().verifies(MESSAGE, signature)).isTrue();
          assertThat(pair.publicKey().verifies(samples.hash(), signature)).isFalse();
          assertThat(PAIR.publicKey().verifies(MESSAGE, signature)).isFalse();
          assertThat(samples.key().verifies(MESSAGE, signature)).isFalse();
          byte[] flipped = signature.octets().toArray();
          flipped[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
          assertThat(pair.publicKey().verifies(MESSAGE, new Signature(Bytes.of(flipped))))
              .isFalse();
        });
  }

  @Test
  void noSignatureIsNone() {
    assertThat(PAIR.publicKey().verifies(MESSAGE, Signature.ABSENT)).isFalse();
  }

  /** The same signature with S + L: who accepts it lets strangers change ids. */
  @Test
  void aSignatureHasOneForm() {
    byte[] octets = PAIR.sign(MESSAGE).octets().toArray();
    BigInteger s = BigInteger.ZERO;
    for (int i = 63; i >= 32; i--) {
      s = s.shiftLeft(8).or(BigInteger.valueOf(octets[i] & 0xff));
    }
    s = s.add(ORDER);
    for (int i = 32; i < 64; i++) {
      octets[i] = s.shiftRight(8 * (i - 32)).byteValue();
    }
    assertThat(PAIR.publicKey().verifies(MESSAGE, new Signature(Bytes.of(octets)))).isFalse();
  }

  @Test
  void aSignatureIsOf64BytesOrNotThere() {
    assertThat(Signature.parse("")).isEqualTo(Signature.ABSENT);
    assertThatThrownBy(() -> Signature.parse("ab")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Signature.parse("a".repeat(129))).isInstanceOf(Malformed.class);
  }

  @Test
  void aKeyIsNamedWithItsAlgorithm() {
    assertThat(PublicKey.parse(PAIR.publicKey().toString())).isEqualTo(PAIR.publicKey());
    String hex = PAIR.publicKey().octets().hex();
    assertThatThrownBy(() -> PublicKey.parse(hex)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> PublicKey.parse(":" + hex)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> PublicKey.parse("ed25519:" + hex.substring(1)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void theWordsAreThoseOfBip39() {
    byte[] list = (String.join("\n", Words.all()) + "\n").getBytes(StandardCharsets.US_ASCII);
    assertThat(Blake.sha256(list))
        .hasToString("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    assertThat(Words.all()).hasSize(2048).isSorted();
  }

  /** The wallet of the seed's own development net, whose words are public. */
  @Test
  void aWalletOfTheSeedHasItsKeysAndAddressesHere() {
    WalletSeed seed = WalletSeed.ofMnemonic(MNEMONIC);
    assertThat(seed.entropy())
        .hasToString("226345d018c908aa956abee5657bee9f3ac4f11d628be176646853925d29941a");
    assertThat(seed.entropyOf(1))
        .hasToString("8a718651d529c5498991dfbbd73cd2e94a145af9b85990c50bb2826bbdf6fe08");
    assertThat(Address.of(seed.key(0).publicKey()))
        .hasToString(
            "015df22a2e82a3323bc6ffbd1730450ed844feca711c8fe0c15e218c171962fd17b206263220ee");
  }

  @Test
  void wordsSayTheSeedAndNothingElse() {
    Property.forAll(
        random -> {
          WalletSeed seed = WalletSeed.of(new Samples(random).hash());
          assertThat(WalletSeed.ofMnemonic(seed.mnemonic())).isEqualTo(seed);
        });
  }

  @Test
  void mistakenWordsAreNoticed() {
    String swapped = MNEMONIC.replace("carbon boss", "boss carbon");
    String cut = MNEMONIC.substring(0, MNEMONIC.lastIndexOf(' '));
    for (String wrong : new String[] {swapped, cut, MNEMONIC + " else", "", cut + " Else"}) {
      assertThatThrownBy(() -> WalletSeed.ofMnemonic(wrong)).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void noSecretIsPrinted() {
    WalletSeed seed = WalletSeed.ofMnemonic(MNEMONIC);
    assertThat(seed.toString()).doesNotContain("2263").doesNotContain("carbon");
    assertThat(PAIR.toString()).doesNotContain(Blake.of(new byte[] {1}).hex());
  }
}
