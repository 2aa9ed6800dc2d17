package rhizome.blueprints.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * When a job runs, and what becomes of a run that cannot be then.
 *
 * @param cron five fields, or a name such as {@code @daily}
 * @param policy of a run that is due while the one before it goes
 * @param keep how many runs are remembered once they are over
 * @param startWithin how late a run may begin; what is later is missed
 */
public record Schedule(String cron, ZoneId zone, Policy policy, int keep, Duration startWithin) {

  public static final ZoneId ZONE_DEFAULT = ZoneId.of("UTC");
  public static final int KEEP_DEFAULT = 3;
  public static final int KEEP_MAX = 50;
  public static final Duration START_WITHIN_DEFAULT = Duration.ofHours(1);

  /** As many are counted; who missed more hears that there are more. */
  public static final int COUNT_MAX = 100;

  /** Due times in a row: how many, no more than {@link #COUNT_MAX}, and the last of all. */
  public record Dues(int count, Instant last) {}

  /**
   * @throws IllegalArgumentException if there is no such expression, or a limit is out of bounds
   */
  public Schedule {
    var _ = new Cron(cron);
    if (keep < 0 || keep > KEEP_MAX) {
      throw new IllegalArgumentException("keep must be 0 to " + KEEP_MAX);
    }
    if (!startWithin.isPositive()) {
      throw new IllegalArgumentException("start-within must be positive");
    }
  }

  /** At these times by this zone's clock, one run at a time, and otherwise as most are. */
  public Schedule(String cron, ZoneId zone) {
    this(cron, zone, Policy.FORBID, KEEP_DEFAULT, START_WITHIN_DEFAULT);
  }

  /** What was expected where an expression is wrong. */
  public static String expected() {
    return Cron.EXPECTED;
  }

  /** The first due time after this; nothing when the calendar of the machine ends before it. */
  public Optional<Instant> next(Instant after) {
    return next(new Cron(cron), after);
  }

  /** The due times after the one and not after the other. */
  public Optional<Dues> between(Instant after, Instant until) {
    Cron times = new Cron(cron);
    int count = 0;
    Instant last = after;
    for (Optional<Instant> next = next(times, after);
        next.isPresent() && !next.get().isAfter(until) && count < COUNT_MAX;
        next = next(times, last)) {
      last = next.get();
      count++;
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(new Dues(count, count < COUNT_MAX ? last : latest(times, last, until)));
  }

  /** The last of more than one cares to count: sought from so near the end that they are few. */
  private Instant latest(Cron times, Instant from, Instant until) {
    Duration back = Duration.ofMinutes(1);
    Instant last = from;
    while (until.minus(back).isAfter(from)) {
      Optional<Instant> near = next(times, until.minus(back)).filter(at -> !at.isAfter(until));
      if (near.isPresent()) {
        last = near.get();
        break;
      }
      back = back.multipliedBy(2);
    }
    for (Optional<Instant> next = next(times, last);
        next.isPresent() && !next.get().isAfter(until);
        next = next(times, last)) {
      last = next.get();
    }
    return last;
  }

  /**
   * Between two changes of the clock it is a matter of the expression. A time that the clock leaves
   * out comes when it does so; one that it shows twice comes the first time. What comes by the hour
   * knows neither: it goes by the time that passes, as in cron(8).
   */
  private Optional<Instant> next(Cron times, Instant after) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(after);
    LocalDateTime wall = LocalDateTime.ofInstant(after, offset);
    Optional<LocalDateTime> found =
        repeated(times, after)
            .map(change -> times.atOrAfter(change.getDateTimeBefore()))
            .orElseGet(() -> times.after(wall));
    while (found.isPresent()) {
      Instant at = found.get().toInstant(offset);
      ZoneOffsetTransition change = rules.nextTransition(after);
      if (change == null || at.isBefore(change.getInstant())) {
        return Optional.of(at);
      }
      if (change.isGap()
          && !times.isByTheHour()
          && found.get().isBefore(change.getDateTimeAfter())) {
        return Optional.of(change.getInstant());
      }
      after = change.getInstant();
      offset = change.getOffsetAfter();
      boolean again = change.isGap() || times.isByTheHour();
      found = times.atOrAfter(again ? change.getDateTimeAfter() : change.getDateTimeBefore());
    }
    return Optional.empty();
  }

  /** The change of the clock because of which it now shows times for a second time, if it does. */
  private Optional<ZoneOffsetTransition> repeated(Cron times, Instant at) {
    return Optional.ofNullable(zone.getRules().previousTransition(at.plusNanos(1)))
        .filter(change -> change.isOverlap() && !times.isByTheHour())
        .filter(
            change ->
                LocalDateTime.ofInstant(at, change.getOffsetAfter())
                    .isBefore(change.getDateTimeBefore()));
  }
}
