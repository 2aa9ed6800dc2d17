package rhizome.agent.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * For how long each log has been silent, told by looks at its file. Between two looks only the even
 * clock of this JVM counts: when somebody sets the wall clock ahead, nobody has been silent. The
 * first look has nothing else to go by than the time written at the file, so that an agent which
 * begins again knows of a silence that began before it.
 */
final class Silences {

  private final Map<Path, Look> looks = new ConcurrentHashMap<>();

  /** What a file looked like, when by the even clock, and its silence up to then. */
  record Look(Instant written, long size, long nanos, Duration silence) {

    static Look first(Instant written, long size, long nanos, Instant wall) {
      return new Look(written, size, nanos, notNegative(Duration.between(written, wall)));
    }

    /** What changed was written since this look, and no earlier. */
    Look next(Instant nowWritten, long nowSize, long now, Instant wall) {
      Duration passed = Duration.ofNanos(now - nanos);
      Duration told = notNegative(Duration.between(nowWritten, wall));
      boolean quiet = nowWritten.equals(written) && nowSize == size;
      Duration since = quiet ? silence.plus(passed) : told.compareTo(passed) < 0 ? told : passed;
      return new Look(nowWritten, nowSize, now, since);
    }

    private static Duration notNegative(Duration duration) {
      return duration.isNegative() ? Duration.ZERO : duration;
    }
  }

  /** No silence is longer than the program's life. */
  Duration look(Path log, Duration age) throws IOException {
    BasicFileAttributes file = Files.readAttributes(log, BasicFileAttributes.class);
    Instant written = file.lastModifiedTime().toInstant();
    Look look =
        looks.compute(log, (_, before) -> after(before, written, file.size(), System.nanoTime()));
    return look.silence().compareTo(age) < 0 ? look.silence() : age;
  }

  void forget(Path log) {
    looks.remove(log);
  }

  private static Look after(@Nullable Look before, Instant written, long size, long nanos) {
    return before == null
        ? Look.first(written, size, nanos, Instant.now())
        : before.next(written, size, nanos, Instant.now());
  }
}
