package rhizome.ledger.consensus.world;

import java.util.PriorityQueue;

/** What is to happen in a world, and its clock in milliseconds; what is due at once keeps order. */
public final class Agenda {

  private record Task(long at, long order, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long now;
  private long orders;

  public long now() {
    return now;
  }

  public void after(long millis, Runnable task) {
    tasks.add(new Task(now + millis, orders++, task));
  }

  /** Does what is next; the clock goes on to it. */
  public void next() {
    Task task = tasks.remove();
    now = task.at;
    task.run.run();
  }

  /** Does all up to that time; the clock goes on to it. */
  public void runTo(long time) {
    while (!tasks.isEmpty() && tasks.peek().at <= time) {
      next();
    }
    now = time;
  }
}
