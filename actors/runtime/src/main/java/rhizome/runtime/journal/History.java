package rhizome.runtime.journal;

import akka.actor.typed.ActorSystem;
import akka.persistence.cassandra.query.javadsl.CassandraReadJournal;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import akka.stream.javadsl.Sink;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import rhizome.runtime.cassandra.StoredEvents;

/** What the journal remembers of one entity; reads it without waking the entity. */
public final class History {

  private final ActorSystem<?> system;

  /**
   * One durable event.
   *
   * @param revision its number in the life of the entity, counted from 1
   * @param written when it was written, to the millisecond
   */
  public record Entry(long revision, Instant written, Object event) {}

  public History(ActorSystem<?> system) {
    this.system = system;
  }

  /** Every entity that ever wrote an event, by its persistence id, in no order. */
  public CompletionStage<List<String>> entities() {
    PersistenceQuery queries = PersistenceQuery.get(system);
    CurrentPersistenceIdsQuery ids =
        SharedJournal.isUsedBy(system)
            ? queries.getReadJournalFor(
                CassandraReadJournal.class, CassandraReadJournal.Identifier())
            : queries.getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
    return ids.currentPersistenceIds().runWith(Sink.seq(), system);
  }

  /**
   * At most {@code max} events of {@code persistenceId} past revision {@code after}, oldest first;
   * none if there is no such entity. Fails when an event cannot be read.
   *
   * @param persistenceId entity type and id, as {@code workload|shop/web#0}
   */
  public CompletionStage<List<Entry>> read(String persistenceId, long after, int max) {
    if (after < 0 || max < 1) {
      throw new IllegalArgumentException("revisions count from 0, and at least one is to be read");
    }
    // Looked up late: a member without a journal has no tables to read.
    return SharedJournal.isUsedBy(system)
        ? shared(persistenceId, after, max)
        : embedded(persistenceId, after, max);
  }

  /**
   * Tells all events of {@code persistenceId}, oldest first, for as long as the listener answers
   * that it wants to hear more. No more than {@code page} of them are in memory at a time.
   */
  public CompletionStage<Void> tell(String persistenceId, int page, Predicate<Object> listener) {
    return tell(persistenceId, 0, page, listener);
  }

  private CompletionStage<Void> tell(
      String persistenceId, long after, int page, Predicate<Object> listener) {
    return read(persistenceId, after, page)
        .thenCompose(
            entries -> {
              boolean more = entries.stream().allMatch(entry -> listener.test(entry.event()));
              return more && entries.size() == page
                  ? tell(persistenceId, entries.getLast().revision(), page, listener)
                  : CompletableFuture.completedStage(null);
            });
  }

  /** The plugin's own query tells events of stale writers as well. */
  private CompletionStage<List<Entry>> shared(String persistenceId, long after, int max) {
    return new StoredEvents(system)
        .read(persistenceId, after, max)
        .thenApply(
            events ->
                events.stream()
                    .map(event -> new Entry(event.number(), event.written(), event.event()))
                    .toList());
  }

  private CompletionStage<List<Entry>> embedded(String persistenceId, long after, int max) {
    return PersistenceQuery.get(system)
        .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier())
        .currentEventsByPersistenceId(persistenceId, after + 1, Long.MAX_VALUE)
        .take(max)
        .map(
            envelope ->
                new Entry(
                    envelope.sequenceNr(),
                    Instant.ofEpochMilli(envelope.timestamp()),
                    envelope.event()))
        .runWith(Sink.seq(), system);
  }
}
