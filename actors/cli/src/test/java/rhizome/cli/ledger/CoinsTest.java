package rhizome.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import rhizome.house.Property;

class CoinsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000000000",
    "0.5, 500000000",
    "12.000000001, 12000000001",
    "9223372036.854775807, 9223372036854775807"
  })
  void coinsAreSoManyUnits(String coins, long units) {
    assertThat(new Coins().convert(coins)).isEqualTo(units);
    assertThat(Coins.of(units)).isEqualTo(coins);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Property.forAll(
        200,
        random -> {
          long units = random.nextLong() >>> (1 + random.nextInt(62));
          assertThat(new Coins().convert(Coins.of(units))).isEqualTo(units);
          assertThat(Coins.of(Long.toString(units))).isEqualTo(Coins.of(units));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".5", "1.", "-1", "+1", "1e3", "1,5", "0.0000000001", "9223372036.854775808"})
  void whatIsNoNumberOfCoinsIsRefused(String text) {
    assertThatThrownBy(() -> new Coins().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no number of coins");
  }

  @Test
  void unitsOfAnOddGridStayAsTheyAre() {
    assertThat(Coins.of("many")).isEqualTo("many");
    assertThat(Coins.of("")).isEmpty();
  }
}
