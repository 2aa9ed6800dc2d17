package rhizome.blueprints.quantity;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes amounts. Every reader refuses what it does not understand with an {@link
 * IllegalArgumentException} whose message names the text and the remedy; what a writer wrote, the
 * reader reads back to the same amount.
 */
public final class Quantity {

  public static final Duration DURATION_MAX = Duration.ofDays(365);
  public static final long MEMORY_MAX = 1L << 50;
  public static final long CPU_MAX_MILLIS = 10_000_000;

  /** Stands in every refusal between what is wrong and what would have been right. */
  public static final String EXPECTED = ": expected ";

  private static final int TEXT_MAX = 40;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(?<h>\\d{1,9})h)?(?:(?<m>\\d{1,9})m)?(?:(?<s>\\d{1,9})s)?"
              + "(?:(?<ms>\\d{1,12})ms)?(?:(?<us>\\d{1,15})us)?(?:(?<ns>\\d{1,18})ns)?");
  private static final String NUMBER = "(\\d{1,18}(?:\\.\\d{1,9})?) ?";
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile(NUMBER + "([A-Za-z]*)");
  private static final Pattern CORES = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern MILLIS = Pattern.compile("\\d{1,12}m");

  private enum Span {
    h(3_600_000_000_000L),
    m(60_000_000_000L),
    s(1_000_000_000L),
    ms(1_000_000L),
    us(1_000L),
    ns(1L);

    final long nanos;

    Span(long nanos) {
      this.nanos = nanos;
    }

    /** By whole seconds or nanoseconds: a multiplied Duration goes through BigDecimal. */
    Duration added(Duration sum, long count) {
      return nanos < NANOS_PER_SECOND
          ? sum.plusNanos(count * nanos)
          : sum.plusSeconds(count * (nanos / NANOS_PER_SECOND));
    }

    long in(Duration duration) {
      return switch (this) {
        case h -> duration.toHours();
        case m -> duration.toMinutesPart();
        case s -> duration.toSecondsPart();
        case ms -> duration.toMillisPart();
        case us -> duration.toNanosPart() / us.nanos % 1000;
        case ns -> duration.toNanosPart() % 1000;
      };
    }
  }

  private enum Unit {
    GiB(1L << 30),
    MiB(1L << 20),
    KiB(1L << 10),
    GB(1_000_000_000L),
    MB(1_000_000L),
    KB(1_000L),
    B(1L);

    final long bytes;

    Unit(long bytes) {
      this.bytes = bytes;
    }
  }

  private Quantity() {}

  /** How durations are spelled, as a regular expression that takes the empty text as well. */
  public static String durationForm() {
    return DURATION.pattern().replaceAll("\\?<\\w+>", "");
  }

  public static String memoryForm() {
    return NUMBER + Arrays.stream(Unit.values()).map(Unit::name).collect(joining("|", "(", ")"));
  }

  public static String cpuForm() {
    return CORES.pattern() + "|" + MILLIS.pattern();
  }

  /** {@code 1h}, {@code 5s}, {@code 500ms}, {@code 1m30s}: whole numbers, larger units first. */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || text.length() > TEXT_MAX || !matcher.matches()) {
      throw refusal(
          text,
          "a duration",
          "whole numbers with the units h, m, s, ms, such as 500ms, 5s or 1m30s");
    }
    Duration sum = Duration.ZERO;
    for (Span span : Span.values()) {
      String count = matcher.group(span.name());
      if (count != null) {
        sum = span.added(sum, Long.parseLong(count));
      }
    }
    if (sum.compareTo(DURATION_MAX) > 0) {
      throw refusal(text, "a duration of this language", "at most 8760h");
    }
    return sum;
  }

  /** Bytes in {@code 128MiB}, {@code 1.5GB}, {@code 0B}; a unit must be there. */
  public static long memory(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (text.length() > TEXT_MAX || !matcher.matches()) {
      throw refusal(text, "an amount of memory", "a number and a unit, such as 128MiB or 1.5GB");
    }
    String written = matcher.group(2);
    if (written.isEmpty()) {
      throw refusal(text, "an amount of memory", "a unit as well, such as " + text.strip() + "MiB");
    }
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit(text, written).bytes));
    if (bytes.compareTo(BigDecimal.valueOf(MEMORY_MAX)) > 0) {
      throw refusal(text, "an amount of memory of this language", "at most 1048576GiB");
    }
    return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /** Thousandths of a core in {@code 2}, {@code 0.5} or {@code 500m}. */
  public static long cpu(String text) {
    BigDecimal millis;
    if (CORES.matcher(text).matches()) {
      millis = new BigDecimal(text).movePointRight(3);
    } else if (MILLIS.matcher(text).matches()) {
      millis = new BigDecimal(text.substring(0, text.length() - 1));
    } else {
      throw refusal(
          text, "an amount of processor", "cores such as 2 or 0.5, or thousandths as 500m");
    }
    if (millis.stripTrailingZeros().scale() > 0) {
      throw refusal(text, "an amount of processor", "steps of 0.001, one thousandth of a core");
    }
    if (millis.compareTo(BigDecimal.valueOf(CPU_MAX_MILLIS)) > 0) {
      throw refusal(text, "an amount of processor of this language", "at most 10000 cores");
    }
    return millis.longValueExact();
  }

  /** The shortest text {@link #duration(String)} reads as {@code duration}. */
  public static String write(Duration duration) {
    StringBuilder text = new StringBuilder();
    for (Span span : Span.values()) {
      long count = span.in(duration);
      if (count > 0) {
        text.append(count).append(span);
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** The largest binary unit that divides {@code bytes}, such as {@code 128MiB}. */
  public static String writeMemory(long bytes) {
    for (Unit unit : List.of(Unit.GiB, Unit.MiB, Unit.KiB)) {
      if (bytes > 0 && bytes % unit.bytes == 0) {
        return bytes / unit.bytes + unit.name();
      }
    }
    return bytes + "B";
  }

  /** Cores, such as {@code 0.25}. */
  public static String writeCpu(long millis) {
    return millis == 0 ? "0" : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  private static Unit unit(String text, String written) {
    List<String> alike = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      if (unit.name().equals(written)) {
        return unit;
      }
      if (unit.name().equalsIgnoreCase(written)
          || unit.name().substring(0, 1).equalsIgnoreCase(written)) {
        alike.add(unit.name());
      }
    }
    String remedy =
        alike.isEmpty()
            ? "one of the units B, KiB, MiB, GiB, KB, MB, GB"
            : "the unit " + String.join(" or ", alike) + ", not '" + written + "'";
    throw refusal(text, "an amount of memory", remedy);
  }

  private static IllegalArgumentException refusal(String text, String kind, String expected) {
    String shown = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "…" : text;
    return new IllegalArgumentException("'" + shown + "' is not " + kind + EXPECTED + expected);
  }
}
