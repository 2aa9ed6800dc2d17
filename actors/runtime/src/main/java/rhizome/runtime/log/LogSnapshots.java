package rhizome.runtime.log;

import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.snapshot.japi.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import rhizome.runtime.log.segment.LogRefused;
import rhizome.runtime.log.segment.LogRefused.Refusal;
import scala.concurrent.Future;

/**
 * The plugin {@code rhizome.ledger.snapshots}: snapshots beside the log of {@link LogJournal}, for
 * entities that use both. Named by {@code class} in {@code ledger-log.conf}; Akka makes it by
 * reflection.
 */
public final class LogSnapshots extends SnapshotStore {

  /** Work on files that has a result. */
  private interface Question<T> {
    T ask(EventLog events, SnapshotShelf shelf) throws IOException;
  }

  /** Work on files. */
  private interface Task {
    void run(EventLog events, SnapshotShelf shelf) throws IOException;
  }

  /** Asked on threads that may wait. */
  private <T> CompletionStage<T> away(Question<T> question) {
    EventLog events = EventLog.on(context().system());
    LogSettings settings = events.settings();
    SnapshotShelf shelf =
        new SnapshotShelf(settings.segments().folder(), settings.snapshotBytesMax());
    return events.away(
        () -> {
          try {
            return question.ask(events, shelf);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Future<Void> done(Task task) {
    return Answers.of(
        () ->
            away((events, shelf) -> {
                  task.run(events, shelf);
                  return task;
                })
                .thenAccept(_ -> {}));
  }

  @Override
  public Future<Optional<SelectedSnapshot>> doLoadAsync(
      String id, SnapshotSelectionCriteria criteria) {
    return Answers.of(() -> away((events, shelf) -> load(id, criteria, events, shelf)));
  }

  private static Optional<SelectedSnapshot> load(
      String id, SnapshotSelectionCriteria criteria, EventLog events, SnapshotShelf shelf)
      throws IOException {
    SnapshotShelf.Found found = shelf.load(id, copy -> matches(criteria, copy));
    checkNoHole(id, found, events.index().deletedTo(id));
    return found.snapshot().map(snapshot -> selected(snapshot, events.forms()));
  }

  /** To go on from a state that the next event does not follow on would be worse than to stop. */
  private static void checkNoHole(String id, SnapshotShelf.Found found, long deletedTo) {
    long number = found.snapshot().map(Entry.Events::first).orElse(0L);
    boolean sure = found.snapshot().isPresent() || !found.isWhole();
    if (sure && deletedTo > number) {
      throw new LogRefused(
          Refusal.DAMAGED,
          ("the newest snapshot of %s that can be read is of event %d, and events up to %d are"
                  + " deleted: restore the whole folder from a copy")
              .formatted(id, number, deletedTo));
    }
  }

  private static SelectedSnapshot selected(Entry.Events snapshot, EventForms forms) {
    Entry.Stored state = snapshot.events().getFirst();
    return SelectedSnapshot.create(
        new SnapshotMetadata(snapshot.id(), snapshot.first(), state.at()), forms.payload(state));
  }

  @Override
  public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
    return done(
        (events, shelf) -> {
          Entry.Stored state = events.forms().write(snapshot, "", "", metadata.timestamp());
          shelf.save(
              new Entry.Events(metadata.persistenceId(), metadata.sequenceNr(), List.of(state)));
        });
  }

  @Override
  public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
    return done(
        (_, shelf) ->
            shelf.delete(
                metadata.persistenceId(),
                copy ->
                    copy.number() == metadata.sequenceNr()
                        && (metadata.timestamp() == 0 || copy.at() == metadata.timestamp())));
  }

  @Override
  public Future<Void> doDeleteAsync(String id, SnapshotSelectionCriteria criteria) {
    return done((_, shelf) -> shelf.delete(id, copy -> matches(criteria, copy)));
  }

  private static boolean matches(SnapshotSelectionCriteria criteria, SnapshotShelf.Copy copy) {
    return copy.number() <= criteria.maxSequenceNr()
        && copy.number() >= criteria.minSequenceNr()
        && copy.at() <= criteria.maxTimestamp()
        && copy.at() >= criteria.minTimestamp();
  }
}
