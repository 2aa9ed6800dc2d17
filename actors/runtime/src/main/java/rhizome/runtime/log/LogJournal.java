package rhizome.runtime.log;

import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.runtime.log.segment.LogRefused;
import rhizome.runtime.log.segment.LogRefused.Refusal;
import scala.concurrent.Future;

/**
 * The plugin {@code rhizome.ledger.journal}: the journal of Akka on an {@link EventLog}. Named by
 * {@code class} in {@code ledger-log.conf}; Akka makes it by reflection.
 */
public final class LogJournal extends AsyncWriteJournal {

  private static final Logger LOG = LoggerFactory.getLogger(LogJournal.class);

  /** Number of the last event of each entity that was given to the log. */
  private final Map<String, Long> appended = new HashMap<>();

  /** Events that cannot be written, whatever the disk does. */
  private static final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Rejected(AtomicWrite write, Exception cause) {
      super(
          "event %d of %s cannot be written: %s"
              .formatted(write.lowestSequenceNr(), write.persistenceId(), cause.getMessage()),
          cause);
    }
  }

  @Override
  public void preStart() {
    try {
      events();
    } catch (RuntimeException e) { // each entity is told the same again
      LOG.error("no entity that uses {} can start", LogSettings.JOURNAL, e);
    }
  }

  private EventLog events() {
    return EventLog.on(context().system());
  }

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
    return Answers.of(() -> write(writes));
  }

  /** What no serializer takes, or is too large, is rejected alone; all else fails all. */
  private CompletionStage<Iterable<Optional<Exception>>> write(Iterable<AtomicWrite> writes) {
    EventLog events = events();
    List<Optional<Exception>> results = new ArrayList<>();
    CompletionStage<?> last = CompletableFuture.completedFuture(results);
    for (AtomicWrite write : writes) {
      try {
        byte[] record = serialized(events, write);
        checkNumber(write);
        last = events.append(record);
        appended.put(write.persistenceId(), write.highestSequenceNr());
        results.add(Optional.empty());
      } catch (Rejected e) {
        results.add(Optional.of(e));
      } catch (LogRefused e) {
        if (e.refusal() != Refusal.TOO_LARGE) {
          throw e;
        }
        results.add(Optional.of(e));
      }
    }
    // The log writes in order, so when the last one is on the disk, all are.
    return last.thenApply(_ -> results);
  }

  private static byte[] serialized(EventLog events, AtomicWrite write) {
    try {
      return events.forms().write(write).bytes();
    } catch (Exception e) { // serializers throw checked ones, too, and do not say so
      throw new Rejected(write, e);
    }
  }

  private void checkNumber(AtomicWrite write) {
    String id = write.persistenceId();
    long before = Math.max(appended.getOrDefault(id, 0L), events().index().highest(id));
    if (write.lowestSequenceNr() <= before) {
      throw new LogRefused(
          Refusal.STALE,
          ("%s wants to write event %d and has written %d: two actors have this name, or one was"
                  + " not told of what it wrote")
              .formatted(id, write.lowestSequenceNr(), before));
    }
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String id, long to) {
    return Answers.of(
        () ->
            events()
                .append(new Entry.Deletion(id, to).bytes())
                .thenAccept(
                    _ -> {
                      // Nobody asks where it lies.
                    }));
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String id, long from) {
    return Answers.of(() -> events().highest(id));
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String id, long from, long to, long max, Consumer<PersistentRepr> events) {
    return Answers.of(() -> events().replay(id, from, to, max, events));
  }
}
