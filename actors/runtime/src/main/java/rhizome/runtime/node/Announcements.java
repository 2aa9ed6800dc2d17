package rhizome.runtime.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;

/** What silent nodes were told by their zone; said again until each has answered or is heard. */
final class Announcements {

  /** Pause before the same is said again; an answer takes some milliseconds. */
  static final Duration REPEAT = Duration.ofSeconds(1);

  enum Verdict {
    SUSPECTED,
    LOST
  }

  record Announcement(Silent silent, Verdict verdict) {}

  private record Said(Announcement announcement, Instant next) {}

  private final Map<NodeId, Said> open = new TreeMap<>();

  /** To be said at once. */
  void add(Silent silent, Verdict verdict, Instant now) {
    open.put(silent.node(), new Said(new Announcement(silent, verdict), now));
  }

  /** It is heard, so what was said of it is no longer so. */
  void drop(NodeId node) {
    open.remove(node);
  }

  /** Whether this was the answer that was awaited. */
  boolean answered(Announcement announcement) {
    Said said = open.get(announcement.silent.node());
    boolean awaited = said != null && said.announcement.equals(announcement);
    if (awaited) {
      open.remove(announcement.silent.node());
    }
    return awaited;
  }

  /** What is to be said now. */
  List<Announcement> due(Instant now) {
    List<Announcement> due = new ArrayList<>();
    open.replaceAll(
        (_, said) -> {
          if (now.isBefore(said.next)) {
            return said;
          }
          due.add(said.announcement);
          return new Said(said.announcement, now.plus(REPEAT));
        });
    return due;
  }
}
