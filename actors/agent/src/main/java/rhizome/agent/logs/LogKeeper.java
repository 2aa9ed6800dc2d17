package rhizome.agent.logs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.process.Inotify;
import rhizome.agent.process.Poller;

/**
 * Keeps every log under its limit. One thread hears of the first write to a log, looks at its size
 * a moment later, and only then listens again: a silent log costs nothing and a loud one a look
 * every few milliseconds, however fast it is written.
 */
public final class LogKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);
  private static final long LOOK_AFTER = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LOOK_AT_ALL_AFTER = TimeUnit.SECONDS.toNanos(30);
  private static final long ROOM_MIN = 1 << 20;

  private final Rotation rotation;
  private final Silences silences = new Silences();
  private final Path root;
  private final Inotify inotify;
  private final Poller poller;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final Map<Path, Integer> watches = new TreeMap<>();
  private final Map<Integer, Path> logs = new HashMap<>();
  private final Map<Path, Long> due = new TreeMap<>();
  private final Thread thread;
  private long lookAtAllAt;
  private boolean saidFull;
  private volatile boolean closed;

  /**
   * @param root a folder on the disk the logs are on
   * @param bytesMax size from which a log is cut
   * @param kept how many older files stay of each
   */
  public LogKeeper(Path root, long bytesMax, int kept) throws IOException {
    this.rotation = new Rotation(bytesMax, kept);
    this.root = root;
    this.inotify = Inotify.open();
    this.poller = Poller.open();
    inotify.watchedBy(poller, 0);
    this.lookAtAllAt = System.nanoTime() + LOOK_AT_ALL_AFTER;
    this.thread = Thread.ofPlatform().name("rhizome-logs").daemon().start(this::run);
  }

  /** Creates the log, unless it exists; whether a program can write to it. */
  public boolean create(Path log) {
    try {
      Files.createDirectories(log.getParent());
      Files.createFile(log);
    } catch (FileAlreadyExistsException _) {
      return true;
    } catch (IOException e) {
      LOG.warn("{} cannot be created, its program's output is lost: {}", log, e.getMessage());
      return false;
    }
    return true;
  }

  /** Keeps this log small from now on. */
  public void keep(Path log) {
    order(() -> listen(log));
  }

  public void release(Path log) {
    order(
        () -> {
          due.remove(log);
          silences.forget(log);
          Integer watch = watches.remove(log);
          if (watch != null && logs.remove(watch) != null) {
            inotify.forget(watch);
          }
        });
  }

  /**
   * For how long a program of this age wrote nothing; nothing is known of one whose output is lost,
   * be it that there is no log or no room for it. Looks at the file, so it may block.
   */
  public Optional<Duration> silence(Path log, Duration age) {
    try {
      Duration silence = silences.look(log, age);
      return room() < ROOM_MIN ? Optional.empty() : Optional.of(silence);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The log and what is left of its past, newest first. */
  public List<Path> files(Path log) {
    return rotation.files(log);
  }

  @Override
  public void close() {
    closed = true;
    poller.wake();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return; // the thread may still use what is closed below
    }
    inotify.close();
    poller.close();
  }

  private void order(Runnable order) {
    orders.add(order);
    poller.wake();
  }

  private void run() {
    while (!closed) {
      try {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
          order.run();
        }
        poller.await(pauseMillis(), _ -> inotify.read(this::written));
        look();
      } catch (IOException | RuntimeException e) {
        LOG.warn("could not look after the logs; trying again", e);
      }
    }
  }

  private int pauseMillis() {
    long now = System.nanoTime();
    long next = lookAtAllAt - now;
    for (long at : due.values()) {
      next = Math.min(next, at - now);
    }
    return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(next) + 1);
  }

  private void written(int watch) {
    Path log = logs.remove(watch); // the kernel has dropped the watch with this event
    if (log != null) {
      due.put(log, System.nanoTime() + LOOK_AFTER);
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (lookAtAllAt - now <= 0) {
      lookAtAllAt = now + LOOK_AT_ALL_AFTER;
      watches.keySet().forEach(log -> due.put(log, now));
      lookAtDisk();
    }
    List<Path> ready = new ArrayList<>();
    due.forEach(
        (log, at) -> {
          if (at - now <= 0) {
            ready.add(log);
          }
        });
    for (Path log : ready) {
      due.remove(log);
      listen(log); // before the look, so that no write between the two is missed
    }
  }

  private void listen(Path log) {
    int watch = inotify.watch(log);
    Integer before = watches.put(log, watch);
    if (before != null && before != watch) {
      logs.remove(before);
    }
    if (watch >= 0) {
      logs.put(watch, log);
    }
    cut(log);
  }

  private void cut(Path log) {
    try {
      if (rotation.cut(log)) {
        saidFull = false;
        due.put(log, System.nanoTime() + LOOK_AFTER); // what came meanwhile may be too much, too
      }
    } catch (NoSuchFileException _) {
      // its program has not written yet, or somebody removed it
    } catch (IOException e) {
      sayFull(e.toString());
      drop(log);
    }
  }

  private void drop(Path log) {
    try {
      rotation.drop(log);
    } catch (IOException e) {
      LOG.debug("{} could not be cut", log, e);
    }
  }

  private void lookAtDisk() {
    try {
      long room = room();
      if (room < ROOM_MIN) {
        sayFull(room + " bytes left");
      } else {
        saidFull = false;
      }
    } catch (IOException e) {
      LOG.debug("cannot tell how full the disk is", e);
    }
  }

  private long room() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  private void sayFull(String detail) {
    if (!saidFull) {
      saidFull = true;
      LOG.warn("the disk of {} is full ({}); output of programs is being lost", root, detail);
    }
  }
}
