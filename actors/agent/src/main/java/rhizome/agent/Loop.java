package rhizome.agent;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.process.Leader;
import rhizome.agent.process.Poller;

/**
 * The one thread that owns all of an agent's state: it waits for exits, timers and orders at once,
 * and serves exits first, so that a thousand orders do not hold up one restart.
 */
final class Loop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final int ORDERS_A_TURN = 4;
  private static final int PAUSE_MILLIS_MAX = 60_000;

  private final Poller poller;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Map<Long, Runnable> watched = new HashMap<>();
  private final Thread thread;
  private long tokens;
  private volatile boolean closed;

  /** Something to be done later, unless it is called off. */
  static final class Timer implements Comparable<Timer> {
    private final long at;
    private final Runnable task;
    private boolean off;

    private Timer(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    void callOff() {
      off = true;
    }

    @Override
    public int compareTo(Timer other) {
      return Long.signum(at - other.at); // System.nanoTime may overflow: compare by difference
    }
  }

  Loop(String name) throws IOException {
    this.poller = Poller.open();
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** From any thread: does this soon. */
  void execute(Runnable order) {
    orders.add(order);
    if (woken.compareAndSet(false, true)) {
      poller.wake();
    }
  }

  /** Only on the loop: does this after so many nanoseconds. */
  Timer after(long nanos, Runnable task) {
    Timer timer = new Timer(System.nanoTime() + Math.max(0, nanos), task);
    timers.add(timer);
    return timer;
  }

  /** Only on the loop: does this when the process has ended; answers a token to forget it by. */
  long watch(Leader leader, Runnable ended) throws IOException {
    long token = tokens++;
    poller.watch(leader, token);
    watched.put(token, ended);
    return token;
  }

  /** Only on the loop, before the process is closed. */
  void forget(long token, Leader leader) {
    watched.remove(token);
    poller.forget(leader);
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends the thread after what it is doing now. */
  @Override
  public void close() {
    closed = true;
    poller.wake();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return; // the thread may still use the poller
    }
    poller.close();
  }

  private void run() {
    while (!closed) {
      try {
        poller.await(pauseMillis(), this::ended);
        timers();
        orders();
      } catch (IOException e) {
        throw new IllegalStateException("the agent can no longer wait for its processes", e);
      }
    }
  }

  private void ended(long token) {
    Runnable task = watched.get(token);
    if (task != null) {
      guarded(task);
    }
  }

  private void timers() {
    long now = System.nanoTime();
    for (Timer first = timers.peek();
        first != null && (first.off || first.at - now <= 0);
        first = timers.peek()) {
      timers.remove();
      if (!first.off) {
        guarded(first.task);
      }
    }
  }

  private void orders() {
    woken.set(false); // before the orders are taken, so that none can be added unseen
    for (int i = 0; i < ORDERS_A_TURN; i++) {
      Runnable order = orders.poll();
      if (order == null) {
        return;
      }
      guarded(order);
    }
  }

  private int pauseMillis() {
    if (!orders.isEmpty()) {
      return 0;
    }
    Timer first = timers.peek();
    if (first == null) {
      return PAUSE_MILLIS_MAX;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(first.at - System.nanoTime() + 999_999);
    return Math.clamp(millis, 0, PAUSE_MILLIS_MAX);
  }

  /** One workload's bug must not take the others' healing with it. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a step of the agent failed", e);
    }
  }
}
