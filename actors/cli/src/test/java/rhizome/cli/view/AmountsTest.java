package rhizome.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.json.Json;
import rhizome.house.Property;

class AmountsTest {

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  @Test
  void coresAreToldExactlyAndASmallShareIsNeverNothing() {
    Property.forAll(
        random -> {
          long millis = amount(random, 10_000_000);
          String told = Amounts.cores(Json.of(millis));
          assertThat(new BigDecimal(told).movePointRight(3).longValueExact()).isEqualTo(millis);
        });
    assertThat(Amounts.cores(Json.of(1))).isEqualTo("0.001");
  }

  @Test
  void memoryIsToldWithinOneInTwentyAndInTheUnitAPersonWouldChoose() {
    Property.forAll(
        random -> {
          long bytes = amount(random, 1L << 55);
          String[] told = Amounts.memory(Json.of(bytes)).split(" ", -1);
          double number = Double.parseDouble(told[0]);
          int unit = UNITS.indexOf(told[1]);
          double back = number * Math.pow(1024, unit);
          assertThat(Math.abs(back - bytes)).isLessThanOrEqualTo(bytes / 20.0);
          assertThat(number).as("%s of %d", List.of(told), bytes).isLessThan(1024);
          assertThat(unit == 0 || number >= 1).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource({"1048575, 1 MiB", "1048523, 1023.9 KiB", "1073741823, 1 GiB", "1025, 1.0 KiB"})
  void almostAUnitIsThatUnitAndNever1024OfTheSmallerOne(long bytes, String told) {
    assertThat(Amounts.memory(Json.of(bytes)).replace(".0 MiB", " MiB").replace(".0 GiB", " GiB"))
        .isEqualTo(told);
  }

  /** The clock's time is told where the reader is, and the date only when it is another day. */
  @Test
  void aTimeReadsBackAsTheMomentItWasToTheMillisecond() {
    List<String> zones = List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu");
    Property.forAll(
        random -> {
          ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
          Instant now = Instant.ofEpochMilli(random.nextLong(1L << 41));
          Instant then = now.minusMillis(random.nextLong(1L << 28));
          String told = Amounts.time(Json.of(then.toString()), now, zone);
          boolean today = now.atZone(zone).toLocalDate().equals(then.atZone(zone).toLocalDate());
          assertThat(told).hasSize(today ? 12 : 23);
          String day = today ? now.atZone(zone).toLocalDate() + " " : "";
          assertThat(
                  LocalDateTime.parse(
                      day + told,
                      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)))
              .isEqualTo(then.atZone(zone).toLocalDateTime());
        });
  }

  /** A node's clock may be ahead of the reader's. */
  @Test
  void anAgeIsNeverNegative() {
    Instant now = Instant.parse("2026-05-04T12:00:00Z");
    Instant ahead = now.plus(Duration.ofSeconds(5));
    assertThat(Amounts.age(Json.of(ahead.toString()), now)).isEqualTo("0 ms");
  }

  /** Of all sizes alike. */
  private static long amount(RandomGenerator random, long max) {
    return random.nextLong(max) >> random.nextInt(Long.SIZE - Long.numberOfLeadingZeros(max));
  }
}
