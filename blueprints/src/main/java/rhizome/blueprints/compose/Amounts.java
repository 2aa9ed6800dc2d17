package rhizome.blueprints.compose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/** Amounts as compose writes them: {@code 1m30.5s}, {@code 512M}, {@code 0.25}. */
final class Amounts {

  private static final String PART = "(\\d{1,9}(?:\\.\\d{1,9})?)(h|ms|m|s|us|µs|ns)";
  private static final Pattern DURATION = Pattern.compile("(?:" + PART + ")+");
  private static final Pattern DURATION_PART = Pattern.compile(PART);
  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?([bkmgt]?)(?:i?b)?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9}");
  private static final int COUNT_MAX = 1_000_000;

  private final Notes notes;

  Amounts(Notes notes) {
    this.notes = notes;
  }

  Optional<Duration> duration(Node.Scalar scalar, String key) {
    String text = scalar.text().strip();
    if (text.length() <= 60 && DURATION.matcher(text).matches()) {
      BigDecimal nanos = BigDecimal.ZERO;
      for (Matcher part = DURATION_PART.matcher(text); part.find(); ) {
        nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
      }
      BigDecimal most = new BigDecimal(Quantity.DURATION_MAX.toNanos());
      if (nanos.compareTo(most) <= 0) {
        return Optional.of(Duration.ofNanos(nanos.longValue()));
      }
    }
    return refused(scalar, key, "a duration such as 30s or 1m30s, at most 8760h");
  }

  private static BigDecimal unit(String unit) {
    long nanos =
        switch (unit) {
          case "h" -> 3_600_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "s" -> 1_000_000_000L;
          case "ms" -> 1_000_000L;
          case "ns" -> 1L;
          default -> 1_000L;
        };
    return BigDecimal.valueOf(nanos);
  }

  /** Bytes; all units of compose are powers of 1024. */
  Optional<Long> bytes(Node.Scalar scalar, String key) {
    Matcher matcher = BYTES.matcher(scalar.text().strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      int power = "bkmgt".indexOf(matcher.group(2).isEmpty() ? "b" : matcher.group(2));
      BigDecimal bytes =
          new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
      if (bytes.compareTo(BigDecimal.valueOf(Quantity.MEMORY_MAX)) <= 0) {
        return Optional.of(bytes.longValue());
      }
    }
    return refused(scalar, key, "an amount of memory such as 512M or 1g, at most 1024t");
  }

  /** Thousandths of a core, rounded up. */
  Optional<Long> cpu(Node.Scalar scalar, String key) {
    if (NUMBER.matcher(scalar.text()).matches()) {
      BigDecimal millis =
          new BigDecimal(scalar.text()).movePointRight(3).setScale(0, RoundingMode.UP);
      if (millis.compareTo(BigDecimal.valueOf(Quantity.CPU_MAX_MILLIS)) <= 0) {
        return Optional.of(millis.longValue());
      }
    }
    return refused(scalar, key, "a number of cores such as 0.5, at most 10000");
  }

  Optional<Integer> count(Node.Scalar scalar, String key, int least, int most) {
    if (scalar.text().matches("\\d{1,9}")) {
      int count = Integer.parseInt(scalar.text());
      if (count >= least && count <= most) {
        return Optional.of(count);
      }
    }
    return refused(scalar, key, "a whole number from " + least + " to " + most);
  }

  Optional<Integer> count(Node.Scalar scalar, String key, int least) {
    return count(scalar, key, least, COUNT_MAX);
  }

  private <T> Optional<T> refused(Node.Scalar scalar, String key, String expected) {
    notes.refuse(scalar.at(), "'" + key + "' is " + Words.quote(scalar.text()), expected);
    return Optional.empty();
  }
}
