package rhizome.runtime.log.segment;

import java.io.IOException;
import java.nio.file.Path;
import rhizome.runtime.disk.FileClaim;
import rhizome.runtime.log.segment.LogRefused.Refusal;

/** One process at a time holds a log. */
final class SegmentLock {

  static final String FILE = "log.lock";

  private SegmentLock() {}

  /**
   * @param folder absolute and real
   */
  static FileClaim take(Path folder) throws IOException {
    return FileClaim.take(
        folder.resolve(FILE),
        pid ->
            new LogRefused(
                Refusal.IN_USE,
                "%s is held by the process with pid %s: stop that first, or choose another folder"
                    .formatted(folder, pid)));
  }
}
