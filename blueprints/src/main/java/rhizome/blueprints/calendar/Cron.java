package rhizome.blueprints.calendar;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * An expression of crontab(5), asked for times of a clock that nobody ever sets. What happens when
 * somebody does is {@link Schedule}'s to say: here all days have 24 hours.
 */
final class Cron {

  static final String EXPECTED =
      "five fields, such as \"15 3 * * MON-FRI\": minute, hour, day of month, month, day of week;"
          + " or @hourly, @daily, @weekly, @monthly, @yearly";

  /** From here on is sought whether it ever comes. */
  private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final ExecutionTime times;
  private final boolean byTheHour;

  /**
   * @throws IllegalArgumentException if it is none, or never comes
   */
  Cron(String expression) {
    String fields = expanded(expression.strip());
    try {
      var unix = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
      this.times = ExecutionTime.forCron(new CronParser(unix).parse(fields));
    } catch (IllegalArgumentException e) {
      String why = e.getMessage() == null ? "" : e.getMessage();
      throw new IllegalArgumentException(why.replaceFirst("^Failed to parse [^.]*\\. ?", ""), e);
    }
    this.byTheHour = fields.matches("\\S+\\s+\\*.*");
    if (atOrAfter(FIRST).isEmpty()) {
      throw new IllegalArgumentException("there is no such day");
    }
  }

  /** The names of crontab(5); what else begins so is left to be refused. */
  private static String expanded(String expression) {
    return switch (expression.toLowerCase(Locale.ROOT)) {
      case "@hourly" -> "0 * * * *";
      case "@daily", "@midnight" -> "0 0 * * *";
      case "@weekly" -> "0 0 * * 0";
      case "@monthly" -> "0 0 1 * *";
      case "@yearly", "@annually" -> "0 0 1 1 *";
      default -> expression;
    };
  }

  /** It comes every so many hours or minutes, and not at certain hours of a day. */
  boolean isByTheHour() {
    return byTheHour;
  }

  Optional<LocalDateTime> after(LocalDateTime local) {
    return times.nextExecution(local.atZone(ZoneOffset.UTC)).map(next -> next.toLocalDateTime());
  }

  Optional<LocalDateTime> atOrAfter(LocalDateTime local) {
    return after(local.minusNanos(1));
  }
}
