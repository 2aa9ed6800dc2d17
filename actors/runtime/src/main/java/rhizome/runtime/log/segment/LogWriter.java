package rhizome.runtime.log.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.runtime.log.segment.LogRefused.Refusal;

/**
 * The one thread that writes. A group is written and forced, then its owner learns of it, then all
 * who wait. The first failure is the last thing it does: after a failed force the kernel may drop
 * what it could not write and call the next force a success (fsync(2), "EIO"; Rebello et al., "Can
 * Applications Recover from fsync Failures?", USENIX ATC 2020), so nothing is ever tried again.
 */
final class LogWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

  private final Path folder;
  private final int segmentBytes;
  private final SegmentLog.Owner owner;
  private final Intake intake;
  private final Segments segments;
  private final List<Written> written = new ArrayList<>();
  private final AtomicLong groups = new AtomicLong();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  private record Written(Intake.Waiting waiting, Place place) {}

  LogWriter(SegmentSettings settings, SegmentLog.Owner owner, Intake intake, Segments segments) {
    this.folder = settings.folder();
    this.segmentBytes = settings.segmentBytes();
    this.owner = owner;
    this.intake = intake;
    this.segments = segments;
  }

  /** How often the disk was waited for. */
  long groups() {
    return groups.get();
  }

  /** Returns when nothing is written any more. */
  void awaitEnd() {
    ended.join();
  }

  @Override
  public void run() {
    List<Intake.Waiting> group = List.of();
    try {
      do {
        group = intake.take();
        write(group);
      } while (!group.isEmpty());
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      giveUp(group, e);
    } finally {
      ended.complete(true);
    }
  }

  private void write(List<Intake.Waiting> group) throws IOException {
    for (Intake.Waiting waiting : group) {
      int length = waiting.record().length;
      if (length == 0) {
        written.add(new Written(waiting, Place.NOWHERE));
        continue;
      }
      if (!segments.hasRoom(length, segmentBytes)) {
        settle();
        segments.roll(owner.needed(), owner.preface());
      }
      written.add(new Written(waiting, segments.append(waiting.record())));
    }
    settle();
  }

  private void settle() throws IOException {
    if (segments.force()) {
      groups.incrementAndGet();
    }
    for (Written one : written) {
      if (one.place.length() > 0) {
        owner.recorded(one.place, one.waiting.record());
      }
    }
    written.forEach(one -> one.waiting.done().complete(one.place));
    written.clear();
  }

  private void giveUp(List<Intake.Waiting> group, Throwable cause) {
    LogRefused broken =
        new LogRefused(
            Refusal.BROKEN,
            ("the log in %s failed and takes nothing more until it is opened again; what was"
                    + " acknowledged is on the disk, what was not may be: %s")
                .formatted(folder, cause),
            cause);
    LOG.error(broken.getMessage(), cause);
    intake.end(broken);
    group.forEach(waiting -> waiting.done().completeExceptionally(broken));
    try {
      intake.take().forEach(waiting -> waiting.done().completeExceptionally(broken));
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
