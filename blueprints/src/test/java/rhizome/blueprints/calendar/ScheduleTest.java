package rhizome.blueprints.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.house.Property;

/** When runs are due, also where somebody sets the clock. */
class ScheduleTest {

  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

  private static List<String> next(String cron, String zone, String after, int count) {
    Schedule schedule = new Schedule(cron, ZoneId.of(zone));
    List<String> due = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      at = schedule.next(at).orElseThrow();
      due.add(at.toString());
    }
    return due;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          15 3 * * *       | 2026-11-28T03:15:00Z 2026-11-29T03:15:00Z
          */20 5 * * *     | 2026-11-28T05:00:00Z 2026-11-28T05:20:00Z
          0 12 * * MON-FRI | 2026-11-30T12:00:00Z 2026-12-01T12:00:00Z
          0 0 13 * 5       | 2026-12-04T00:00:00Z 2026-12-11T00:00:00Z 2026-12-13T00:00:00Z
          0 0 * * 7        | 2026-11-29T00:00:00Z 2026-12-06T00:00:00Z
          0 0 29 2 *       | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z
          0 0 1,15 JAN *   | 2027-01-01T00:00:00Z 2027-01-15T00:00:00Z
          @hourly          | 2026-11-28T01:00:00Z 2026-11-28T02:00:00Z
          @daily           | 2026-11-29T00:00:00Z 2026-11-30T00:00:00Z
          @midnight        | 2026-11-29T00:00:00Z
          @weekly          | 2026-11-29T00:00:00Z 2026-12-06T00:00:00Z
          @monthly         | 2026-12-01T00:00:00Z 2027-01-01T00:00:00Z
          @Yearly          | 2027-01-01T00:00:00Z 2028-01-01T00:00:00Z
          """)
  void anExpressionMeansWhatItMeansToCron(String cron, String due) {
    List<String> expected = List.of(due.split(" ", -1));
    assertThat(next(cron, "UTC", "2026-11-28T00:00:00Z", expected.size())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "61 * * * *",
        "0 0 L * *",
        "0 0 31 2 *",
        "@reboot",
        "0 0 0 * *",
        "noon"
      })
  void whatIsNoExpressionOrNeverComesIsRefused(String cron) {
    assertThatThrownBy(() -> new Schedule(cron, BRUSSELS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limitsAreRefused() {
    Duration hour = Duration.ofHours(1);
    assertThatThrownBy(() -> new Schedule("@daily", BRUSSELS, Policy.FORBID, 51, hour))
        .hasMessageContaining("0 to 50");
    assertThatThrownBy(() -> new Schedule("@daily", BRUSSELS, Policy.FORBID, 1, Duration.ZERO))
        .hasMessageContaining("positive");
  }

  @Test
  void aTimeThatTheClockLeavesOutComesOnceWhenItDoesSo() {
    assertThat(next("30 2 * * *", "Europe/Brussels", "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    assertThat(next("*/10 2-3 * * *", "Europe/Brussels", "2026-03-29T00:00:00Z", 2))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-29T01:10:00Z");
  }

  @Test
  void aTimeThatTheClockShowsTwiceComesOnce() {
    assertThat(next("30 2 * * *", "Europe/Brussels", "2026-10-24T00:00:00Z", 3))
        .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    assertThat(next("30 2-3 * * *", "Europe/Brussels", "2026-10-25T00:30:00Z", 1))
        .containsExactly("2026-10-25T02:30:00Z");
    assertThat(next("0 3 * * *", "Europe/Brussels", "2026-10-25T01:10:00Z", 1))
        .containsExactly("2026-10-25T02:00:00Z");
  }

  @Test
  void whatComesByTheHourGoesByTheTimeThatPasses() {
    assertThat(next("30 * * * *", "Europe/Brussels", "2026-10-24T23:45:00Z", 3))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
    assertThat(next("30 * * * *", "Europe/Brussels", "2026-03-29T00:00:00Z", 2))
        .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z");
  }

  /** Found by stepping through each minute and asking the wall clock. */
  @Test
  void aDailyTimeComesOnceADayWhateverTheClockDoes() {
    Property.forAll(
        100,
        random -> {
          List<String> zones =
              List.of("Europe/Brussels", "Australia/Lord_Howe", "UTC", "Asia/Kolkata");
          ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
          int hour = random.nextInt(24);
          int minute = random.nextInt(60);
          Schedule schedule = new Schedule(minute + " " + hour + " * * *", zone);
          LocalDateTime day = LocalDateTime.of(2026, 1 + random.nextInt(12), 1, 0, 0);
          Instant at = day.atZone(zone).toInstant().minusNanos(1);
          for (int i = 0; i < 31; i++) {
            at = schedule.next(at).orElseThrow();
            assertThat(LocalDateTime.ofInstant(at, zone).toLocalDate())
                .as("%s in %s", schedule.cron(), zone)
                .isEqualTo(day.plusDays(i).toLocalDate());
          }
        });
  }

  @Test
  void whatWasDueMeanwhileIsCountedUpToALimitAndItsLastIsKnown() {
    Schedule minutely = new Schedule("* * * * *", BRUSSELS);
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(minutely.between(from, from.plusSeconds(59))).isEmpty();
    assertThat(minutely.between(from, from.plusSeconds(60)))
        .isEqualTo(Optional.of(new Schedule.Dues(1, from.plusSeconds(60))));
    assertThat(minutely.between(from, from.plusSeconds(6050)))
        .isEqualTo(Optional.of(new Schedule.Dues(Schedule.COUNT_MAX, from.plusSeconds(6000))));
    assertThat(minutely.between(from, from.plus(Duration.ofDays(400))))
        .isEqualTo(
            Optional.of(new Schedule.Dues(Schedule.COUNT_MAX, from.plus(Duration.ofDays(400)))));
    Schedule nightly = new Schedule("*/5 3 * * *", BRUSSELS);
    assertThat(nightly.between(from, Instant.parse("2026-02-01T20:00:00Z")).orElseThrow().last())
        .isEqualTo("2026-02-01T02:55:00Z");
  }
}
