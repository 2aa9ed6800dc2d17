package rhizome.gateway.timeline;

import java.time.Duration;
import java.util.Locale;

/** A stretch of time as people say it: {@code 4 ms}, {@code 2.1 s}, {@code 3 min 20 s}. */
public final class Span {

  private Span() {}

  public static String of(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 100_000) {
      return String.format(Locale.ROOT, "%.1f s", (double) millis / 1000);
    }
    long seconds = millis / 1000;
    if (seconds < 7_200) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    long hours = seconds / 3600;
    return hours < 48
        ? "%d h %d min".formatted(hours, seconds % 3600 / 60)
        : "%d d %d h".formatted(hours / 24, hours % 24);
  }
}
