package rhizome.blueprints.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.house.Property;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0s,PT0S",
    "5s,PT5S",
    "500ms,PT0.5S",
    "1m30s,PT1M30S",
    "2h,PT2H",
    "90s,PT1M30S",
    "1h1m1s1ms1us1ns,PT1H1M1.001001001S",
    "8760h,PT8760H",
    "0h0m,PT0S"
  })
  void aDurationIsWholeNumbersWithUnits(String text, Duration expected) {
    assertThat(Quantity.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "-5s",
        "1.5s",
        "5 s",
        "5S",
        "1s1m",
        "5sec",
        "8761h",
        "1d",
        "+1s",
        "٥s",
        "99999999999999999999s",
        "5s "
      })
  void whatIsNoDurationSaysWhatWouldBe(String text) {
    assertThatThrownBy(() -> Quantity.duration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a duration")
        .hasMessageContaining(Quantity.EXPECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "0B,0",
    "128B,128",
    "1KiB,1024",
    "1KB,1000",
    "128MiB,134217728",
    "128MB,128000000",
    "1.5GiB,1610612736",
    "2GB,2000000000",
    "128 MiB,134217728",
    "0.5B,0",
    "1048576GiB,1125899906842624"
  })
  void memoryIsANumberWithAUnit(String text, long bytes) {
    assertThat(Quantity.memory(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          128        | a unit as well, such as 128MiB
          128M       | the unit MiB or MB, not 'M'
          1gb        | the unit GB, not 'gb'
          1Gi        | one of the units B, KiB, MiB, GiB, KB, MB, GB
          -1MiB      | a number and a unit, such as 128MiB or 1.5GB
          9999999GiB | at most 1048576GiB
          """)
  void aWrongUnitNamesTheLikelyOne(String text, String expected) {
    assertThatThrownBy(() -> Quantity.memory(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not an amount of memory")
        .hasMessageEndingWith(Quantity.EXPECTED + expected);
  }

  @Test
  void aVeryLongTextIsCutInTheRefusal() {
    assertThatThrownBy(() -> Quantity.duration("9".repeat(5_000)))
        .hasMessageStartingWith("'" + "9".repeat(40) + "…' is not a duration");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "2,2000", "0.5,500", "0.25,250", "500m,500", "1500m,1500", "10000,10000000"})
  void processorIsCoresOrThousandths(String text, long millis) {
    assertThat(Quantity.cpu(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "0.0005", "1e3", "half", "m", "0.5m", "10001", ".5", "0x1", "NaN"})
  void whatIsNoAmountOfProcessorSaysWhatWouldBe(String text) {
    assertThatThrownBy(() -> Quantity.cpu(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Quantity.EXPECTED);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    Property.forAll(
        1_000,
        random -> {
          Duration duration = Duration.ofNanos(random.nextLong(Quantity.DURATION_MAX.toNanos()));
          assertThat(Quantity.duration(Quantity.write(duration))).isEqualTo(duration);
          long bytes = random.nextLong(Quantity.MEMORY_MAX + 1) >> random.nextInt(50);
          assertThat(Quantity.memory(Quantity.writeMemory(bytes))).isEqualTo(bytes);
          long millis = random.nextLong(Quantity.CPU_MAX_MILLIS + 1);
          assertThat(Quantity.cpu(Quantity.writeCpu(millis))).isEqualTo(millis);
        });
  }

  @Test
  void amountsAreWrittenAsPeopleWould() {
    assertThat(Quantity.write(Duration.ofSeconds(90))).isEqualTo("1m30s");
    assertThat(Quantity.write(Duration.ZERO)).isEqualTo("0s");
    assertThat(Quantity.write(Duration.ofMillis(500))).isEqualTo("500ms");
    assertThat(Quantity.writeMemory(128 << 20)).isEqualTo("128MiB");
    assertThat(Quantity.writeMemory(1500)).isEqualTo("1500B");
    assertThat(Quantity.writeCpu(1500)).isEqualTo("1.5");
    assertThat(Quantity.writeCpu(2000)).isEqualTo("2");
  }
}
