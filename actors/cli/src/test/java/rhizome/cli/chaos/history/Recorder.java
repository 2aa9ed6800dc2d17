package rhizome.cli.chaos.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what is done while it is done, from any thread, on one clock. */
public final class Recorder {

  private final long begin = System.nanoTime();
  private final AtomicInteger numbers = new AtomicInteger();
  private final List<Entry> entries = new ArrayList<>();

  /** Nanoseconds since the begin; of the clock that does not jump. */
  public long nanos() {
    return System.nanoTime() - begin;
  }

  /** The same moment, of a clock that counts from the start of the machine. */
  public long nanosOfUptime(long uptimeNanos) {
    return uptimeNanos - begin;
  }

  public Duration now() {
    return Duration.ofNanos(nanos());
  }

  /** A number that nothing else in this run has. */
  public int number() {
    return numbers.incrementAndGet();
  }

  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  public void remark(String text) {
    add(new Entry.Remark(now(), text));
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }
}
