package rhizome.runtime.archive;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import rhizome.runtime.archive.proto.Archived.Event;
import rhizome.runtime.journal.History;
import scala.util.Try;

/** Brings back what an archive holds, into a journal that holds nothing. */
public final class Replay {

  private static final int BATCH = 200;
  private static final int BATCHES_UNDER_WAY = 32;
  private static final Duration WRITE_MAX = Duration.ofSeconds(30);

  private final ActorSystem<?> system;
  private final History history;
  private final Serialization serialization;
  private final Semaphore room = new Semaphore(BATCHES_UNDER_WAY);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong durable = new AtomicLong();
  private long pens;

  /** What an archive holds. */
  public record Contents(Instant made, long entities, long events) {}

  /**
   * @param system with the journal to write into as its plugin, and nobody else writing there
   */
  public Replay(ActorSystem<?> system) {
    this.system = system;
    this.history = new History(system);
    this.serialization = SerializationExtension.get(system);
  }

  /**
   * Reads the archive once from end to end, and only if every event of it can be understood writes
   * them. Returns when all are durable.
   *
   * @param written told how many events are durable, now and then
   * @throws ArchiveRefused if the archive is damaged, or the journal is not empty, or does not take
   *     an event; in the last case empty it and try again
   */
  public Contents from(Path file, LongConsumer written) throws InterruptedException {
    Contents contents = check(file);
    refuseUnlessEmpty();
    try (ArchiveReader archive = ArchiveReader.open(file)) {
      write(archive, written);
    }
    return contents;
  }

  /**
   * Reads all of it and writes nothing.
   *
   * @throws ArchiveRefused if it is damaged, or a newer version wrote it
   */
  public Contents check(Path file) {
    Contents contents = verify(file); // its seal is at its end: first of all it has to be whole
    try (ArchiveReader archive = ArchiveReader.open(file)) {
      for (var next = archive.read(); next.isPresent(); next = archive.read()) {
        understood(next.get());
      }
    }
    return contents;
  }

  /**
   * Holds an archive against its own seal.
   *
   * @throws ArchiveRefused if it is damaged or was cut short
   */
  public static Contents verify(Path file) {
    try (ArchiveReader archive = ArchiveReader.open(file)) {
      archive.readAll();
      return new Contents(archive.made(), archive.entities(), archive.events());
    }
  }

  private Object understood(Event event) {
    Try<Object> read =
        serialization.deserialize(
            event.getPayload().toByteArray(), event.getSerializer(), event.getManifest());
    if (read.isFailure()) {
      Throwable e = read.failed().get();
      throw new ArchiveRefused(
          "event %d of %s cannot be understood, a newer version may have written it: %s"
              .formatted(event.getRevision(), event.getEntity(), e.getMessage()),
          e);
    }
    return read.get();
  }

  private void refuseUnlessEmpty() {
    Optional<String> first = history.entities().toCompletableFuture().join().stream().findFirst();
    if (first.isPresent()) {
      throw new ArchiveRefused(
          "the journal is not empty, it holds %s: an archive is restored into an empty one only"
              .formatted(first.get()));
    }
  }

  private void write(ArchiveReader archive, LongConsumer written) throws InterruptedException {
    Pen pen = null;
    List<Event> batch = new ArrayList<>();
    for (var next = archive.read(); next.isPresent(); next = archive.read()) {
      Event event = next.get();
      boolean other = pen == null || !pen.entity.equals(event.getEntity());
      if (pen != null && (other || batch.size() == BATCH)) {
        pen.write(batch);
        written.accept(durable.get());
        batch = new ArrayList<>();
      }
      if (pen == null || other) {
        if (pen != null) {
          pen.lay();
        }
        pen = new Pen(event.getEntity());
      }
      batch.add(event);
    }
    if (pen != null) {
      pen.write(batch);
      pen.lay();
    }
    for (int i = 0; i < BATCHES_UNDER_WAY; i++) {
      room.acquire();
      throwIfFailed();
      written.accept(durable.get());
    }
  }

  private void throwIfFailed() {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new ArchiveRefused(
          "the journal did not take every event (%s): empty it and restore again"
              .formatted(failed.getMessage()),
          failed);
    }
  }

  /** What writes one entity: batches one after the other, beside those of other entities. */
  private final class Pen {
    private final String entity;
    private final ActorRef<Scribe.Message> scribe;
    private CompletionStage<Long> last = CompletableFuture.completedFuture(0L);

    Pen(String entity) {
      this.entity = entity;
      pens++;
      this.scribe = system.systemActorOf(Scribe.of(entity), "scribe-" + pens, Props.empty());
    }

    void write(List<Event> events) throws InterruptedException {
      room.acquire();
      throwIfFailed();
      List<Object> understood = events.stream().map(Replay.this::understood).toList();
      long first = events.getFirst().getRevision();
      last =
          last.thenCompose(_ -> ask(first, understood))
              .whenComplete(
                  (_, failed) -> {
                    if (failed == null) {
                      durable.addAndGet(understood.size());
                    } else {
                      failure.compareAndSet(null, reason(failed));
                    }
                    room.release();
                  });
    }

    private CompletionStage<Long> ask(long first, List<Object> events) {
      return AskPattern.askWithStatus(
          scribe,
          replyTo -> new Scribe.Write(first, events, replyTo),
          WRITE_MAX,
          system.scheduler());
    }

    private Throwable reason(Throwable failed) {
      Throwable cause =
          failed instanceof CompletionException && failed.getCause() != null
              ? failed.getCause()
              : failed;
      return new ArchiveRefused(entity + ": " + cause.getMessage(), cause);
    }

    void lay() {
      var _ = last.whenComplete((_, _) -> scribe.tell(new Scribe.Stop()));
    }
  }
}
