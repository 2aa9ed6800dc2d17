package rhizome.cli.bench.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.transaction.TransactionId;
import rhizome.runtime.validator.News;

/** Hears what is final, and how long after it was submitted that was. */
final class Ear implements Consumer<News> {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int SECONDS_MAX = 120;

  private final Map<TransactionId, Long> open = new HashMap<>();
  private final List<Double> millis = new ArrayList<>();
  private final Semaphore room;
  private long blocks;
  private long last;
  private String refused = "";

  /**
   * @param most how many may be open
   */
  Ear(int most) {
    this.room = new Semaphore(most);
  }

  /** It is about to be submitted; waits until there is room for it. */
  void expect(Entry entry) throws InterruptedException {
    if (!room.tryAcquire(SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing became final for %d s".formatted(SECONDS_MAX));
    }
    TransactionId id = entry.id();
    synchronized (this) {
      open.put(id, System.nanoTime());
    }
  }

  @Override
  public void accept(News news) {
    switch (news) {
      case News.Final(var sealed, _) -> settle(sealed.candidate().block().entries());
      case News.Gone(var id) -> throw new IllegalStateException(id + " was dropped");
      case News.Stands _ -> {}
    }
  }

  private synchronized void settle(List<Entry> entries) {
    last = System.nanoTime();
    blocks++;
    for (Entry entry : entries) {
      Long since = open.remove(entry.id());
      if (since != null) {
        millis.add((last - since) / NANOS_PER_MILLI);
        room.release();
      }
    }
    notifyAll();
  }

  /** Until so many are final since the last time that they were taken. */
  synchronized void await(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (millis.size() < count) {
      if (!refused.isEmpty()) {
        throw new IllegalStateException("an entry of ours was refused: " + refused);
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException(
            "%d of %d are final after %d s".formatted(millis.size(), count, SECONDS_MAX));
      }
      wait(left);
    }
  }

  /** Whoever waits need not wait any more. */
  synchronized void refuse(String why) {
    refused = why;
    notifyAll();
  }

  /** When the last block came. */
  synchronized long last() {
    return last;
  }

  synchronized long blocks() {
    return blocks;
  }

  /** From submission to finality, of all since the last time. */
  synchronized List<Double> take() {
    List<Double> all = List.copyOf(millis);
    millis.clear();
    return all;
  }
}
