package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What keeps a process from being ready for the first time: the last answer of its probe, and how
 * often it was heard. It is told when a start has no right to that answer any more, when it becomes
 * another one, and again when it has lasted twice as long; never for each answer.
 *
 * @param times how often it was heard, since {@code since}
 * @param told what was told of it last, and when
 */
public record Obstacle(String answer, int times, Instant since, Optional<Told> told) {

  /** Who is not ready so soon may just be starting. */
  private static final Duration EARLY = Duration.ofSeconds(2);

  private static final Duration QUIET_MIN = Duration.ofSeconds(10);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** What was told. */
  public record Told(String kind, Instant at) {}

  static Obstacle first(String answer, Instant at) {
    return new Obstacle(answer, 1, at, Optional.empty());
  }

  /** This is what the probe answers now. */
  Obstacle then(String next, Instant at) {
    return kind(next).equals(kind(answer))
        ? new Obstacle(next, times + 1, since, told)
        : new Obstacle(next, 1, at, told);
  }

  boolean isToTell(Instant started, Instant at) {
    return told.map(last -> isNews(last, Duration.between(last.at, at)))
        .orElse(!at.isBefore(started.plus(EARLY)));
  }

  private boolean isNews(Told last, Duration quiet) {
    boolean lasted = quiet.compareTo(Duration.between(since, last.at)) >= 0;
    return quiet.compareTo(QUIET_MIN) >= 0 && (lasted || !last.kind.equals(kind(answer)));
  }

  Obstacle told(Instant at) {
    return new Obstacle(answer, times, since, Optional.of(new Told(kind(answer), at)));
  }

  /** As it is reported. */
  String describe() {
    return times == 1
        ? answer
        : "%s, %d times since %s".formatted(answer, times, TIME.format(since));
  }

  /** How long something took makes no other answer of it. */
  private static String kind(String answer) {
    return answer.replaceAll("\\d+ ms", "");
  }
}
