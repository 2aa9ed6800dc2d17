package rhizome.agent.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure nothing of a session outlives its leader. One thread reads /proc once for all the
 * sessions it was asked about, kills what is left after its time, and looks again until none is.
 */
public final class Sweeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final long LOOK_AGAIN_FIRST = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LOOK_AGAIN_MAX = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long UNHURRIED = TimeUnit.MILLISECONDS.toNanos(250);

  private final LinkedBlockingQueue<Sweep> asked = new LinkedBlockingQueue<>();
  private final List<Sweep> open = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  private record Sweep(int session, long lookAt, long killAt, Runnable clean) {}

  public Sweeper(String name) {
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /**
   * Runs {@code clean} (on the sweeper's thread) as soon as no process of the session is left;
   * kills those that are left after {@code patienceNanos}. The session's leader must be dead and,
   * if it was our child, reaped.
   */
  public void sweep(int session, long patienceNanos, Runnable clean) {
    long now = System.nanoTime();
    asked.add(new Sweep(session, now, now + Math.max(0, patienceNanos), clean));
  }

  /** The same in its own time, killing at once and telling nobody. */
  public void sweepLater(int session) {
    long at = System.nanoTime() + UNHURRIED;
    asked.add(new Sweep(session, at, at, () -> {}));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long pause = LOOK_AGAIN_FIRST;
    while (!closed) {
      try {
        take(pause);
        pause = look() ? LOOK_AGAIN_FIRST : Math.min(2 * pause, LOOK_AGAIN_MAX);
      } catch (InterruptedException _) {
        // only close() interrupts
      } catch (IOException | RuntimeException e) {
        LOG.warn("could not look for processes left behind; trying again", e);
        pause = LOOK_AGAIN_MAX;
      }
    }
  }

  private void take(long pause) throws InterruptedException {
    @Nullable Sweep first =
        open.isEmpty() ? asked.take() : asked.poll(untilNext(pause), TimeUnit.NANOSECONDS);
    if (first != null) {
      open.add(first);
      asked.drainTo(open);
    }
  }

  private long untilNext(long pause) {
    long now = System.nanoTime();
    long next = open.stream().mapToLong(sweep -> sweep.lookAt() - now).min().orElse(0);
    return Math.max(pause, next);
  }

  /** One pass over /proc; whether any sweep came to its end by it. */
  private boolean look() throws IOException {
    long now = System.nanoTime();
    List<Sweep> due = open.stream().filter(sweep -> sweep.lookAt() - now <= 0).toList();
    if (due.isEmpty()) {
      return false;
    }
    Map<Integer, List<Proc.Stat>> sessions = new HashMap<>();
    for (Proc.Stat stat : Proc.all()) {
      sessions.computeIfAbsent(stat.session(), _ -> new ArrayList<>()).add(stat);
    }
    boolean any = false;
    for (Sweep sweep : due) {
      List<Proc.Stat> left = sessions.getOrDefault(sweep.session(), List.of());
      // A living leader means that the number was given to a stranger: then nobody of ours is left,
      // as the kernel does not reuse a number that still names a session.
      if (left.isEmpty() || left.stream().anyMatch(Proc.Stat::leads)) {
        open.remove(sweep);
        sweep.clean().run();
        any = true;
      } else if (sweep.killAt() - now <= 0) {
        for (Proc.Stat stat : left) {
          Leader.killStranger(stat);
        }
      }
    }
    return any;
  }
}
