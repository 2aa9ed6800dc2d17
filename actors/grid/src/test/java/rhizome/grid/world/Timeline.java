package rhizome.grid.world;

import java.time.Instant;
import java.util.PriorityQueue;

/** Virtual time, and what is due in it. */
public final class Timeline {

  private record Due(long at, long order, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long now;
  private long order;

  /** Milliseconds since the world began. */
  public long millis() {
    return now;
  }

  public Instant now() {
    return Instant.EPOCH.plusMillis(now);
  }

  public void after(long millis, Runnable what) {
    queue.add(new Due(now + Math.max(0, millis), order++, what));
  }

  public void every(long millis, Runnable what) {
    after(
        millis,
        () -> {
          what.run();
          every(millis, what);
        });
  }

  /** Lets everything happen that is due up to and including {@code millis}. */
  public void runUntil(long millis) {
    runUntil(millis, () -> {});
  }

  /** The same, with a look at the world after each thing that happened. */
  public void runUntil(long millis, Runnable look) {
    while (!queue.isEmpty() && queue.peek().at <= millis) {
      Due due = queue.remove();
      now = due.at;
      due.what.run();
      look.run();
    }
    now = millis;
  }
}
