package rhizome.ledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.Samples;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

class AmountTest {

  private static final Amount MOST = new Amount(BigInteger.TWO.pow(2048).subtract(BigInteger.ONE));

  @Test
  void anAmountTakesAsFewBytesAsItNeeds() {
    for (List<String> pair :
        List.of(
            List.of("0", "00"),
            List.of("1", "0201"),
            List.of("255", "02ff"),
            List.of("256", "040100"),
            List.of("42000000000", "0a09c7652400"))) {
      Writer writer = Writer.rivbin();
      Amount.parse(pair.getFirst()).write(writer);
      assertThat(HexFormat.of().formatHex(writer.toArray())).isEqualTo(pair.getLast());
    }
    for (String wide : List.of("0200", "040001")) {
      byte[] octets = HexFormat.of().parseHex(wide);
      assertThatThrownBy(() -> Reader.whole(Encoding.RIVBIN, octets, Amount::read))
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void noAmountIsNegativeOrBoundless() {
    assertThatThrownBy(() -> Amount.of(-1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Amount.of(1).minus(Amount.of(2)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> MOST.plus(Amount.of(1))).isInstanceOf(ArithmeticException.class);
    assertThat(Amount.parse(MOST.toString())).isEqualTo(MOST);
    String more = MOST.units().add(BigInteger.ONE).toString();
    assertThatThrownBy(() -> Amount.parse(more)).isInstanceOf(Malformed.class);
    byte[] tooMany = new byte[Amount.BYTES_MAX + 1];
    tooMany[0] = 1;
    byte[] octets = Writer.siabin().bytes(tooMany).toArray();
    assertThatThrownBy(() -> Reader.whole(Encoding.SIABIN, octets, Amount::read))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void whatIsAddedCanBeTakenAway() {
    Property.forAll(
        random -> {
          Samples samples = new Samples(random);
          Amount one = Amount.of(random.nextLong(Long.MAX_VALUE));
          Amount other = Amount.of(random.nextLong(Long.MAX_VALUE));
          assertThat(one.plus(other).minus(other)).isEqualTo(one);
          assertThat(one.plus(other)).isGreaterThanOrEqualTo(one);
          Amount any = samples.amount();
          assertThat(Amount.parse(any.toString())).isEqualTo(any);
        });
  }
}
