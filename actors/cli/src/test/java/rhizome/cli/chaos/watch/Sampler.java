package rhizome.cli.chaos.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rhizome.cli.chaos.history.Life;
import rhizome.cli.chaos.history.Life.Instance;

/**
 * Looks at all processes of this machine again and again, and writes down when it saw which
 * workload's. It stands outside of all that is tested and asks nobody but the kernel.
 */
public final class Sampler implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(4);

  /** A process shows its parent's environment until its exec; so the young are looked at again. */
  private static final Duration YOUTH = Duration.ofSeconds(2);

  /** What an agent does with a program of its own when it opens is nobody's workload. */
  private static final String EXERCISE = "rhizome/";

  private record Known(
      long pid, long startTime, Optional<Instance> instance, long first, long last) {
    Known seen(long now) {
      return new Known(pid, startTime, instance, first, now);
    }

    Life life(boolean ended) {
      return new Life(
          instance.orElseThrow(), pid, Duration.ofNanos(first), Duration.ofNanos(last), ended);
    }
  }

  private final Path folder;
  private final LongSupplier nanos;
  private final Thread thread;
  private final Map<Long, Known> known = new HashMap<>();
  private final List<Life> over = new ArrayList<>();
  private boolean closed;
  private long looks;
  private long blink;
  private long lastLook;

  /**
   * @param folder of the hosts: what an agent holds that works below it is looked for
   * @param nanos time of the run
   */
  public Sampler(Path folder, LongSupplier nanos) {
    this.folder = folder;
    this.nanos = nanos;
    this.lastLook = nanos.getAsLong();
    this.thread = Thread.ofPlatform().daemon().name("sampler").start(this::watch);
  }

  private void watch() {
    try {
      while (look()) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean look() {
    if (closed) {
      return false;
    }
    long begin = nanos.getAsLong();
    blink = Math.max(blink, begin - lastLook);
    lastLook = begin;
    looks++;
    for (long pid : Proc.pids()) {
      Known before = known.get(pid);
      if (before == null || before.instance.isPresent() || isYoung(before, begin)) {
        look(pid, before);
      } else {
        known.put(pid, before.seen(begin));
      }
    }
    known.values().removeIf(one -> one.last < begin && bury(one));
    return true;
  }

  private static boolean isYoung(Known one, long now) {
    return now - one.first < YOUTH.toNanos();
  }

  /**
   * A process was there at the look, so between the moment before and the moment after: it is said
   * to have begun by the later one, and to be still there at the earlier one, and no more.
   */
  private void look(long pid, @Nullable Known before) {
    long early = nanos.getAsLong();
    Optional<Long> startTime = Proc.startTime(pid);
    if (startTime.isEmpty()) {
      return; // buried below
    }
    boolean same = before != null && before.startTime == startTime.get();
    if (before != null && !same) {
      bury(before);
    }
    if (before != null && same && before.instance.isPresent()) {
      known.put(pid, before.seen(Math.max(early, before.first)));
      return;
    }
    Optional<Instance> instance = instance(pid);
    long late = nanos.getAsLong();
    long first = before != null && same && instance.isEmpty() ? before.first : late;
    known.put(pid, new Known(pid, startTime.get(), instance, first, late));
  }

  private boolean bury(Known one) {
    if (one.instance.isPresent()) {
      over.add(one.life(true));
    }
    return true;
  }

  private Optional<Instance> instance(long pid) {
    Map<String, String> environment = Proc.environment(pid);
    String agent = environment.getOrDefault("RHIZOME_AGENT", "");
    String workload = environment.getOrDefault("RHIZOME_WORKLOAD", "");
    Path place = Path.of(agent);
    boolean ours = !workload.isEmpty() && place.startsWith(folder);
    if (!ours || workload.startsWith(EXERCISE) || environment.containsKey("RHIZOME_PROBE")) {
      return Optional.empty();
    }
    return Optional.of(
        new Instance(
            workload,
            folder.relativize(place).getName(0).toString(),
            agent,
            Long.parseLong(environment.getOrDefault("RHIZOME_EPOCH", "0")),
            Integer.parseInt(environment.getOrDefault("RHIZOME_INCARNATION", "0"))));
  }

  /** All that was seen so far. */
  public synchronized List<Life> lives() {
    List<Life> lives = new ArrayList<>(over);
    known.values().stream()
        .filter(one -> one.instance.isPresent())
        .forEach(one -> lives.add(one.life(false)));
    return lives;
  }

  /** What is there now. */
  public synchronized List<Life> alive() {
    return known.values().stream()
        .filter(one -> one.instance.isPresent())
        .map(one -> one.life(false))
        .toList();
  }

  /** How well it saw: how often it looked, and for how long it did not at most. */
  public synchronized String sight() {
    return "%d looks in %.0f s, with closed eyes for %d ms at most"
        .formatted(looks, lastLook / 1e9, Duration.ofNanos(blink).toMillis());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.interrupt();
  }
}
