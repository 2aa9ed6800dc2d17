package rhizome.grid.notice;

import java.time.Instant;

/** What an event, or a look at a state, means for notices. Heard twice it means nothing more. */
public sealed interface Signal {

  /** It is so. */
  record Raise(Notice notice) implements Signal {}

  /** It is so no longer. */
  record Settle(NoticeKey key, String text, Instant at) implements Signal {}
}
