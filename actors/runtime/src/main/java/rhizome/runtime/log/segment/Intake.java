package rhizome.runtime.log.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rhizome.runtime.log.segment.LogRefused.Refusal;

/** What waits to be written. All that waits is taken as one group. */
final class Intake {

  private final int recordsMax;
  private final long bytesMax;
  private List<Waiting> waiting = new ArrayList<>();
  private long bytes;
  private @Nullable LogRefused end;

  /** A record, or none, for who only wants to know when all before it are written. */
  @SuppressWarnings("ArrayRecordComponent") // passed on; never compared
  record Waiting(byte[] record, CompletableFuture<Place> done) {}

  Intake(int recordsMax, long bytesMax) {
    this.recordsMax = recordsMax;
    this.bytesMax = bytesMax;
  }

  synchronized CompletableFuture<Place> add(byte[] record) {
    if (end != null) {
      throw new LogRefused(end.refusal(), "nothing is taken any more", end);
    }
    if (waiting.size() >= recordsMax || bytes + record.length > bytesMax) {
      throw new LogRefused(
          Refusal.QUEUE_FULL,
          "%d records with %d bytes wait for the disk; limits are %d and %d"
              .formatted(waiting.size(), bytes, recordsMax, bytesMax));
    }
    Waiting one = new Waiting(record, new CompletableFuture<>());
    waiting.add(one);
    bytes += record.length;
    notifyAll();
    return one.done;
  }

  /** The next group; waits for one. Empty when there will be no other. */
  synchronized List<Waiting> take() throws InterruptedException {
    while (waiting.isEmpty() && end == null) {
      wait();
    }
    List<Waiting> group = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    return group;
  }

  /** Takes nothing more. What waits may still be taken. */
  synchronized void end(LogRefused why) {
    if (end == null || why.refusal() == Refusal.BROKEN) {
      end = why;
    }
    notifyAll();
  }
}
