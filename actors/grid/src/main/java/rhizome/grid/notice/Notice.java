package rhizome.grid.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.grid.healing.Cause;

/**
 * Something a human should know, for as long as it is so. Made of names and causes only: no value
 * of an environment and no secret ever enters one.
 *
 * @param text a sentence without its subject, on one line
 * @param cause what led to it, shortened to what a letter can carry
 */
public record Notice(NoticeKey key, String text, Optional<Cause> cause, Instant since) {

  /** Longer sentences are cut. */
  static final int TEXT_MAX = 240;

  private static final int CAUSES_MAX = 4;

  public Notice {
    text = line(text);
    cause = cause.map(Notice::shortened);
  }

  public Severity severity() {
    return key.topic().severity();
  }

  /** What a program said may stand in a cause: no line of it shall pass for one of ours. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(TEXT_MAX).forEach(c -> line.appendCodePoint(isPlain(c) ? c : ' '));
    return line.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static Cause shortened(Cause cause) {
    List<Cause> chain = cause.chain();
    Optional<Cause> kept = Optional.empty();
    for (int i = Math.min(chain.size(), CAUSES_MAX) - 1; i >= 0; i--) {
      kept = Optional.of(new Cause(line(chain.get(i).what()), chain.get(i).at(), kept));
    }
    return kept.orElseThrow();
  }
}
