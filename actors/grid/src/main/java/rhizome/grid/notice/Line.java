package rhizome.grid.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * One notice in a letter.
 *
 * @param end how it came to an end; empty when it has just begun
 */
public record Line(Notice notice, Optional<End> end) {

  /** It is so no longer. */
  public record End(String text, Instant at) {
    public End {
      text = Notice.line(text);
    }
  }
}
