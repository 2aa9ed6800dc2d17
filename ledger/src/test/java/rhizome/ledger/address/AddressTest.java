package rhizome.ledger.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.Samples;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

class AddressTest {

  /** The first address of the seed's development net. */
  private static final String TEXT =
      "015a080a9259b9d4aaa550e2156f49b1a79a64c7ea463d810d4493e8242e6791584fbdac553e6f";

  @Test
  void anAddressIsMadeOfAKey() {
    PublicKey key =
        PublicKey.parse("ed25519:d285f92d6d449d9abb27f4c6cf82713cec0696d62b8c123f1627e054dc6d7780");
    assertThat(Address.of(key)).hasToString(TEXT);
  }

  @Test
  void aTextIsReadAsItWasWritten() {
    Property.forAll(
        random -> {
          Address address = new Samples(random).address();
          assertThat(Address.parse(address.toString())).isEqualTo(address);
        });
  }

  @Test
  void aMistakenDigitIsNoticed() {
    Property.forAll(
        random -> {
          int at = random.nextInt(TEXT.length());
          char digit = "0123456789abcdef".charAt(random.nextInt(16));
          String mistaken = TEXT.substring(0, at) + digit + TEXT.substring(at + 1);
          if (digit != TEXT.charAt(at)) {
            assertThatThrownBy(() -> Address.parse(mistaken)).isInstanceOf(Malformed.class);
          }
        });
  }

  @Test
  void nobodyIsNothingOrZeros() {
    assertThat(Address.parse("")).isEqualTo(Address.NIL);
    assertThat(Address.parse("0".repeat(78))).isEqualTo(Address.NIL);
    assertThat(Address.NIL).hasToString("");
    for (String wrong : List.of("0".repeat(77), "0".repeat(77) + "a", "0a" + "0".repeat(76))) {
      assertThatThrownBy(() -> Address.parse(wrong)).isInstanceOf(Malformed.class);
    }
    byte[] hashed = new byte[Address.SIZE];
    hashed[9] = 1;
    assertThatThrownBy(() -> Reader.whole(Encoding.SIABIN, hashed, Address::read))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Address.parse(TEXT.toUpperCase(Locale.ROOT)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void addressesAreInTheOrderOfTheirBytes() {
    Address low = new Address(1, new Hash(Long.MAX_VALUE, 0, 0, 0));
    Address high = new Address(1, new Hash(Long.MIN_VALUE, 0, 0, 0));
    assertThat(low).isLessThan(high);
    assertThat(high).isLessThan(new Address(2, Hash.ZERO));
  }
}
