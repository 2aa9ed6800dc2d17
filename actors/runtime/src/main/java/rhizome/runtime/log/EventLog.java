package rhizome.runtime.log;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.dispatch.Dispatchers;
import akka.persistence.PersistentRepr;
import akka.serialization.SerializationExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rhizome.runtime.log.segment.LogRefused;
import rhizome.runtime.log.segment.LogRefused.Refusal;
import rhizome.runtime.log.segment.Place;
import rhizome.runtime.log.segment.SegmentLog;
import rhizome.runtime.log.segment.SegmentReader;

/**
 * The log of an actor system: opened when it is first asked for, closed after the last actor. The
 * host asks for it when it starts, so that what is wrong with the files ends the start.
 */
public final class EventLog implements Extension {

  private static final Id ID = new Id();

  private final LogSettings settings;
  private final EventIndex index = new EventIndex();
  private final SegmentLog log;
  private final EventForms forms;
  private final Executor blocking;
  private final Semaphore reads;

  private static final class Id extends AbstractExtensionId<EventLog> {
    @Override
    public EventLog createExtension(ExtendedActorSystem system) {
      EventLog events = new EventLog(system);
      system.registerOnTermination(events.log::close);
      return events;
    }
  }

  /** Takes each event in turn; false to end the reading. */
  private interface Sink {
    boolean take(long number, Entry.Stored event);
  }

  /**
   * @throws LogRefused if the log cannot be opened; the same again for whoever asks later
   */
  public static EventLog on(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  private EventLog(ExtendedActorSystem system) {
    settings = LogSettings.from(system.settings().config());
    forms = new EventForms(SerializationExtension.get(system), InstantSource.system());
    blocking = system.dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId());
    reads = new Semaphore(settings.readsMax());
    log = SegmentLog.open(settings.segments(), index);
  }

  /**
   * Events of an entity that are on the disk, while it lives and writes on. They follow on each
   * other from {@code from} on; empty if that one is deleted or not yet written.
   *
   * @param count at most so many; there are fewer once they have {@code read-bytes-max} bytes
   * @return fails with {@link LogRefused}: {@code BUSY}, {@code DAMAGED}
   */
  public CompletionStage<List<Object>> read(String persistenceId, long from, int count) {
    if (!reads.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new LogRefused(Refusal.BUSY, "%d read already".formatted(settings.readsMax())));
    }
    return away(() -> page(persistenceId, from, count)).whenComplete((_, _) -> reads.release());
  }

  private List<Object> page(String id, long from, int count) {
    List<Object> found = new ArrayList<>();
    AtomicLong room = new AtomicLong(settings.readBytesMax());
    each(
        id,
        from,
        (number, event) -> {
          boolean follows = number == from + found.size();
          boolean fits = room.addAndGet(-event.bytes().length) >= 0 || found.isEmpty();
          if (follows && fits && found.size() < count) {
            found.add(forms.payload(event));
            return found.size() < count;
          }
          return false;
        });
    return found;
  }

  LogSettings settings() {
    return settings;
  }

  EventIndex index() {
    return index;
  }

  EventForms forms() {
    return forms;
  }

  /** How often the disk was waited for. */
  long groups() {
    return log.groups();
  }

  CompletionStage<Place> append(byte[] record) {
    return log.append(record);
  }

  /** Number of the last event, once all that was appended so far is written. */
  CompletionStage<Long> highest(String id) {
    return log.settled().thenApply(_ -> index.highest(id));
  }

  /** Hands over events {@code from} to {@code to}, {@code max} at most, in order. */
  CompletionStage<@Nullable Void> replay(
      String id, long from, long to, long max, Consumer<PersistentRepr> events) {
    AtomicLong left = new AtomicLong(max);
    Sink sink =
        (number, event) -> {
          if (number > to || left.getAndDecrement() <= 0) {
            return false;
          }
          events.accept(forms.read(id, number, event));
          return true;
        };
    return away(
        () -> {
          each(id, from, sink);
          return null;
        });
  }

  /** Does what reads files on threads that may wait. */
  <T extends @Nullable Object> CompletionStage<T> away(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, blocking);
    } catch (RuntimeException ending) {
      return CompletableFuture.failedFuture(ending);
    }
  }

  /** What is deleted while it is read may be left out, nothing else. */
  private void each(String id, long from, Sink sink) {
    try (SegmentReader reader = log.reader()) {
      for (EventIndex.Extent extent : index.from(id, from)) {
        List<Entry.Stored> events;
        try {
          events = Entry.events(reader.read(extent.place())).events();
        } catch (NoSuchFileException e) {
          if (extent.last() <= index.deletedTo(id)) {
            continue;
          }
          throw e;
        }
        for (int i = 0; i < events.size(); i++) {
          long number = extent.first() + i;
          boolean there = number >= from && number > index.deletedTo(id);
          if (there && !sink.take(number, events.get(i))) {
            return;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
