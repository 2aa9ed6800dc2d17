package rhizome.runtime.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Line;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Terms;
import rhizome.grid.notice.Topic;

/** Letters, settings and secrets to try carriers with. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private Samples() {}

  static Letter letter(int lines) {
    Cause cause = Cause.of("it exited with 1", NOON).leadingTo("no restart is left", NOON);
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      NoticeKey key = new NoticeKey(Topic.WORKLOAD_PARKED, "shop/web#" + i);
      Notice notice = new Notice(key, "needs a human", Optional.of(cause), NOON);
      all.add(new Line(notice, Optional.empty()));
    }
    return new Letter(7, NOON, false, all, new TreeMap<>(), 0);
  }

  static NotifySettings settings(Receiver receiver, Duration timeout) {
    SortedMap<String, Receiver> receivers = new TreeMap<>();
    receivers.put(receiver.name(), receiver);
    Terms terms =
        new Terms(
            new TreeMap<>(),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            10,
            10,
            10,
            new Terms.Retries(3, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    return new NotifySettings("house", receivers, terms, timeout, 4096, Duration.ofSeconds(1));
  }

  static Path secret(Path folder, String name, String mode, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }
}
