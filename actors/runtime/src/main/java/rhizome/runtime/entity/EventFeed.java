package rhizome.runtime.entity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The newest events of this JVM's entities, for people who watch. A ring of bounded size: readers
 * pull at their own pace and are told what they missed, so that none ever holds up an entity.
 */
public final class EventFeed {

  private final int capacity;
  private final int waitersMax;
  private final Executor readers;
  private final ArrayDeque<Entry> ring = new ArrayDeque<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private long last;

  /**
   * One durable event.
   *
   * @param position place in this feed, counted from 1 at the start of the JVM
   * @param persistenceId entity type and id, as {@code workload|shop/web#0}
   * @param revision its number in the life of the entity, counted from 1
   * @param timestamp milliseconds since the epoch
   */
  public record Entry(
      long position, String persistenceId, long revision, long timestamp, Object event) {}

  /**
   * @param missed how many events before the first had already left the ring
   * @param position what to ask for next
   */
  public record Batch(List<Entry> entries, long missed, long position) {
    public Batch {
      entries = List.copyOf(entries);
    }
  }

  /** Stands where events of another member's feed are missing. */
  public record Missed(long count) {}

  private record Waiter(long after, int max, CompletableFuture<Batch> answer) {}

  /**
   * @param capacity events kept
   * @param waitersMax readers that may wait at the same time
   * @param readers runs what readers attach to their answers, never an entity's thread
   */
  public EventFeed(int capacity, int waitersMax, Executor readers) {
    if (capacity < 1 || waitersMax < 1) {
      throw new IllegalArgumentException("a feed needs room for an event and a reader");
    }
    this.capacity = capacity;
    this.waitersMax = waitersMax;
    this.readers = readers;
  }

  /** Where the feed ends now; a reader that starts here sees only what is to come. */
  public synchronized long position() {
    return last;
  }

  /** Appends one event; takes a short lock and never waits for a reader. */
  public void publish(String persistenceId, long revision, long timestamp, Object event) {
    List<Waiter> woken = append(persistenceId, revision, timestamp, event);
    for (Waiter waiter : woken) {
      waiter.answer.completeAsync(() -> read(waiter.after, waiter.max), readers);
    }
  }

  private synchronized List<Waiter> append(
      String persistenceId, long revision, long timestamp, Object event) {
    last++;
    ring.addLast(new Entry(last, persistenceId, revision, timestamp, event));
    if (ring.size() > capacity) {
      ring.removeFirst();
    }
    List<Waiter> woken = List.copyOf(waiters);
    waiters.clear();
    return woken;
  }

  /** At most {@code max} events past {@code after} that are there now; possibly none. */
  public synchronized Batch read(long after, int max) {
    long oldest = last - ring.size() + 1;
    long from = Math.max(after + 1, oldest);
    List<Entry> entries = new ArrayList<>();
    if (from <= last) {
      ring.stream().skip(from - oldest).limit(max).forEach(entries::add);
    }
    long end = entries.isEmpty() ? Math.max(after, oldest - 1) : entries.getLast().position();
    return new Batch(entries, Math.max(0, oldest - 1 - after), end);
  }

  /**
   * As {@link #read}, but answers only once there is an event past {@code after}. Fails with {@link
   * IllegalStateException} when too many readers wait already; who leaves cancels its question.
   */
  public CompletionStage<Batch> next(long after, int max) {
    synchronized (this) {
      if (last <= after) {
        if (waiters.size() >= waitersMax) {
          return CompletableFuture.failedFuture(
              new IllegalStateException("too many readers wait for events: " + waitersMax));
        }
        CompletableFuture<Batch> answer = new CompletableFuture<>();
        Waiter waiter = new Waiter(after, max, answer);
        waiters.add(waiter);
        var _ = answer.whenComplete((_, _) -> leave(waiter));
        return answer;
      }
    }
    return CompletableFuture.completedFuture(read(after, max));
  }

  private synchronized void leave(Waiter waiter) {
    waiters.remove(waiter);
  }
}
