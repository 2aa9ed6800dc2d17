package rhizome.agent.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure nothing outlives the process it came from. One thread reads /proc once for all it was
 * asked about, asks those to end whom the signal to their leader's group did not reach, kills who
 * is left after its time, and looks again until nobody is.
 */
public final class Sweeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final long LOOK_AGAIN_FIRST = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LOOK_AGAIN_MAX = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long UNHURRIED = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long LOOK_AT_BARE_AGAIN = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int LOOKS_AT_BARE_MAX = 50;

  private final Map<Integer, Long> bare = new HashMap<>();
  private final LinkedBlockingQueue<Sweep> asked = new LinkedBlockingQueue<>();
  private final List<Sweep> open = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  private static final class Sweep {
    final Kin kin;
    final long lookAt;
    final long killAt;
    final Runnable clean;
    boolean asked;
    boolean saidStuck;

    Sweep(Kin kin, long lookAt, long killAt, Runnable clean) {
      this.kin = kin;
      this.lookAt = lookAt;
      this.killAt = killAt;
      this.clean = clean;
    }
  }

  public Sweeper(String name) {
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /**
   * Runs {@code clean} (on the sweeper's thread) as soon as nobody of the kin is left; kills those
   * that are left after {@code patienceNanos}. The session's leader must be dead and, if it was our
   * child, reaped.
   */
  public void sweep(Kin kin, long patienceNanos, Runnable clean) {
    long now = System.nanoTime();
    asked.add(new Sweep(kin, now, now + Math.max(0, patienceNanos), clean));
  }

  /** The same in its own time, killing at once and telling nobody. */
  public void sweepLater(Kin kin) {
    long at = System.nanoTime() + UNHURRIED;
    asked.add(new Sweep(kin, at, at, () -> {}));
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
    long next = open.stream().mapToLong(sweep -> sweep.lookAt - now).min().orElse(0);
    return Math.max(pause, next);
  }

  /** One pass over /proc; whether any sweep came to its end by it. */
  private boolean look() throws IOException {
    long now = System.nanoTime();
    List<Sweep> due = open.stream().filter(sweep -> sweep.lookAt - now <= 0).toList();
    if (due.isEmpty()) {
      return false;
    }
    Map<Proc.Stat, Map<String, String>> all = environments();
    boolean any = false;
    for (Sweep sweep : due) {
      List<Proc.Stat> left = sweep.kin.among(all);
      if (left.isEmpty()) {
        open.remove(sweep);
        sweep.clean.run();
        any = true;
      } else if (sweep.killAt - now <= 0) {
        left.forEach(stat -> signal(sweep, stat, Posix.SIGKILL));
      } else if (!sweep.asked) {
        sweep.asked = true;
        left.stream()
            .filter(stat -> stat.group() != sweep.kin.session()) // who is in it was asked before
            .forEach(stat -> signal(sweep, stat, Posix.SIGTERM));
      }
    }
    return any;
  }

  /**
   * Everybody's. Who is in the midst of exec has none for a moment, so who has none is asked again
   * for a while, but only once in its life: some programs have none for good, or hide it from us.
   */
  private Map<Proc.Stat, Map<String, String>> environments() throws IOException {
    Map<Proc.Stat, Map<String, String>> all = new LinkedHashMap<>();
    for (Proc.Stat stat : Proc.all()) {
      all.put(stat, Proc.environment(stat.pid()));
    }
    for (int look = 0; look < LOOKS_AT_BARE_MAX && anyUnsure(all); look++) {
      LockSupport.parkNanos(LOOK_AT_BARE_AGAIN);
      all.replaceAll((stat, found) -> unsure(stat, found) ? Proc.environment(stat.pid()) : found);
    }
    bare.clear();
    all.forEach(
        (stat, found) -> {
          if (found.isEmpty()) {
            bare.put(stat.pid(), stat.startTicks());
          }
        });
    return all;
  }

  private boolean anyUnsure(Map<Proc.Stat, Map<String, String>> all) {
    return all.entrySet().stream().anyMatch(entry -> unsure(entry.getKey(), entry.getValue()));
  }

  private boolean unsure(Proc.Stat stat, Map<String, String> found) {
    return found.isEmpty()
        && stat.session() != 0 // as all of the kernel's own
        && !Objects.equals(bare.get(stat.pid()), stat.startTicks())
        && Proc.stat(stat.pid()).filter(now -> !now.dead()).isPresent();
  }

  /** One who may not be signalled, such as a program that changed its user, holds up no other. */
  private static void signal(Sweep sweep, Proc.Stat stat, int signal) {
    try {
      Leader.signalStranger(stat, signal);
    } catch (IOException e) {
      if (!sweep.saidStuck) {
        sweep.saidStuck = true;
        LOG.warn("process {} ({}) cannot be ended: {}", stat.pid(), stat.name(), e.getMessage());
      }
    }
  }
}
