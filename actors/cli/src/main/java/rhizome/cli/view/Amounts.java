package rhizome.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import rhizome.cli.json.Json;
import rhizome.gateway.timeline.Span;

/** Amounts and times in short forms for tables. */
public final class Amounts {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private Amounts() {}

  /** How long ago, or {@code -} when that is not known. */
  public static String age(Json since, Instant now) {
    try {
      return since.isNull() ? "-" : Span.of(Duration.between(Instant.parse(since.text()), now));
    } catch (DateTimeParseException _) {
      return "-";
    }
  }

  /** The time of day where the reader is; with the date when that is not today. */
  public static String time(Json at, Instant now, ZoneId zone) {
    try {
      Instant then = Instant.parse(at.text());
      boolean today = then.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
      return (today ? CLOCK : DAY).format(then.atZone(zone));
    } catch (DateTimeParseException _) {
      return at.text();
    }
  }

  /** Thousandths of a core as cores: {@code 0.5}, {@code 2}. */
  static String cores(Json millis) {
    long amount = millis.number();
    double cores = (double) amount / 1000;
    return amount % 1000 == 0
        ? Long.toString(amount / 1000)
        : String.format(Locale.ROOT, amount % 10 == 0 ? "%.2f" : "%.3f", cores);
  }

  /** Bytes in the largest unit that leaves at least one: {@code 64 MiB}, {@code 7.8 GiB}. */
  public static String memory(Json bytes) {
    double amount = bytes.number();
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    int unit = 0;
    while (Math.round(amount * 10) >= 10240 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return amount == Math.rint(amount)
        ? (long) amount + " " + units[unit]
        : String.format(Locale.ROOT, "%.1f %s", amount, units[unit]);
  }
}
