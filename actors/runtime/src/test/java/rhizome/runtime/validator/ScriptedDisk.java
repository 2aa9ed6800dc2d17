package rhizome.runtime.validator;

import akka.persistence.PersistentRepr;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What is durable of validators, as bytes, whatever becomes of their actor systems; and what
 * becomes of the next write, as a test wants it.
 */
final class ScriptedDisk {

  /** What becomes of one write. */
  enum Fate {
    WRITTEN,
    /** Nothing is written, and that is said. */
    LOST,
    /** It is written, and nobody is told: as if the validator died before it went on. */
    UNSURE
  }

  /** A write that has begun, and goes on when it is let go. */
  record Hold(CountDownLatch begun, CountDownLatch over) {
    void awaitBegun() {
      try {
        if (!begun.await(30, TimeUnit.SECONDS)) {
          throw new AssertionError("nothing was written");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void letGo() {
      over.countDown();
    }
  }

  /** Bytes with what reads them. */
  @SuppressWarnings("ArrayRecordComponent") // read, and never compared
  record Bytes(String manifest, byte[] octets) {}

  private static final ConcurrentMap<String, ScriptedDisk> ALL = new ConcurrentHashMap<>();

  /**
   * Envelopes have no constructor that Java could call; these are the ones that came. They name
   * their writers, and Akka leaves out what two of them wrote, so each disk has its own.
   */
  final ConcurrentMap<String, PersistentRepr> envelopes = new ConcurrentHashMap<>();

  private final Map<String, NavigableMap<Long, Bytes>> events = new LinkedHashMap<>();
  private final Map<String, Long> highest = new LinkedHashMap<>();
  private final Map<String, NavigableMap<Long, Bytes>> snapshots = new LinkedHashMap<>();
  private final Map<String, Hold> holds = new ConcurrentHashMap<>();
  private final MemorySerializer serializer = new MemorySerializer();
  private volatile Function<String, Fate> fates = _ -> Fate.WRITTEN;
  private volatile boolean failsSnapshots;

  static ScriptedDisk named(String name) {
    return ALL.computeIfAbsent(name, _ -> new ScriptedDisk());
  }

  /** From now on, by persistence id. */
  void script(Function<String, Fate> next) {
    fates = next;
  }

  Fate fate(String id) {
    return fates.apply(id);
  }

  Fate fateOfSnapshot(String id) {
    return failsSnapshots ? Fate.LOST : fate(id);
  }

  void failSnapshots(boolean fails) {
    failsSnapshots = fails;
  }

  /** As a disk does that acknowledged what it had not written. */
  synchronized void loseBlock(String id) {
    NavigableMap<Long, Bytes> all = events.getOrDefault(id, new TreeMap<>());
    List<Long> blocks =
        all.entrySet().stream()
            .filter(it -> read(it.getValue()) instanceof Memory.Event.Stored)
            .map(Map.Entry::getKey)
            .toList();
    all.put(blocks.get(blocks.size() - 2), bytes(new Memory.Event.Jumped(0)));
  }

  /** The next write of that one takes until it is let go. */
  Hold hold(String id) {
    return holds.computeIfAbsent(id, _ -> new Hold(new CountDownLatch(1), new CountDownLatch(1)));
  }

  void awaitRelease(String id) throws InterruptedException {
    Hold hold = holds.get(id);
    if (hold != null) {
      hold.begun.countDown();
      hold.over.await();
      holds.remove(id);
    }
  }

  Bytes bytes(Object value) {
    return new Bytes(serializer.manifest(value), serializer.toBinary(value));
  }

  Object read(Bytes bytes) {
    try {
      return serializer.fromBinary(bytes.octets(), bytes.manifest());
    } catch (NotSerializableException e) {
      throw new AssertionError(e);
    }
  }

  synchronized void write(String id, Map<Long, Bytes> more) {
    NavigableMap<Long, Bytes> all = events.computeIfAbsent(id, _ -> new TreeMap<>());
    for (Map.Entry<Long, Bytes> each : more.entrySet()) {
      if (all.put(each.getKey(), each.getValue()) != null) {
        throw new AssertionError("number " + each.getKey() + " of " + id + " is written twice");
      }
      highest.merge(id, each.getKey(), Math::max);
    }
  }

  synchronized void delete(String id, long to) {
    events.computeIfAbsent(id, _ -> new TreeMap<>()).headMap(to, true).clear();
  }

  synchronized NavigableMap<Long, Bytes> events(String id) {
    return new TreeMap<>(events.getOrDefault(id, new TreeMap<>()));
  }

  synchronized long highest(String id) {
    return highest.getOrDefault(id, 0L);
  }

  synchronized void save(String id, long number, Bytes bytes) {
    snapshots.computeIfAbsent(id, _ -> new TreeMap<>()).put(number, bytes);
  }

  synchronized Optional<Map.Entry<Long, Bytes>> snapshot(String id) {
    return Optional.ofNullable(snapshots.get(id)).map(NavigableMap::lastEntry);
  }

  /** Loses all that it has of that one. */
  synchronized void erase(String id) {
    events.remove(id);
    highest.remove(id);
    snapshots.remove(id);
  }

  JournalBlocks blocks(String id) {
    return new JournalBlocks((from, count) -> some(id, from, count));
  }

  private CompletionStage<List<Object>> some(String id, long from, int count) {
    List<Object> some = new ArrayList<>();
    NavigableMap<Long, Bytes> all = events(id);
    for (long number = from; number < from + count && all.containsKey(number); number++) {
      some.add(read(Objects.requireNonNull(all.get(number))));
    }
    return CompletableFuture.completedFuture(some);
  }
}
