package rhizome.gateway.http;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.GridPort;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.EventView;
import rhizome.kernel.WorkloadId;

/**
 * Answers without an end. Each pulls from the grid as fast as its reader reads, so a slow reader
 * costs nothing, and their number is limited.
 */
final class Streams {

  private static final int BATCH = 256;

  private final ActorSystem<?> system;
  private final GridPort grid;
  private final GatewaySettings settings;

  /** Positions of the feed are counted anew by each process; this tells the processes apart. */
  private final String run;

  private final AtomicInteger open = new AtomicInteger();

  Streams(ActorSystem<?> system, GridPort grid, GatewaySettings settings) {
    this.system = system;
    this.grid = grid;
    this.settings = settings;
    this.run = Long.toString(system.startTime(), 36);
  }

  /**
   * Server-sent events.
   *
   * @param after an id this feed gave out, {@code 0} for all that is still kept, or nothing for
   *     what comes from now on
   * @param follow without an end; else it ends with the newest event there is now
   */
  Source<ByteString, NotUsed> events(Optional<String> after, boolean follow) {
    long now = grid.position();
    long position = after.map(this::position).orElse(now);
    long end = follow ? Long.MAX_VALUE : now;
    AtomicReference<CompletableFuture<?>> asked =
        new AtomicReference<>(CompletableFuture.completedFuture(null));
    Source<ByteString, NotUsed> feed =
        Source.unfoldAsync(
                position,
                from -> {
                  if (from >= end) {
                    return CompletableFuture.completedFuture(
                        Optional.<Pair<Long, GridPort.Events>>empty());
                  }
                  CompletableFuture<GridPort.Events> next =
                      grid.events(from, BATCH).toCompletableFuture();
                  asked.set(next);
                  return next.thenApply(batch -> Optional.of(Pair.create(batch.position(), batch)));
                })
            .map(this::render)
            .watchTermination(
                (none, over) -> {
                  over.whenComplete((_, _) -> asked.get().cancel(false)); // nobody waits for it
                  return none;
                });
    return limited(
        feed.keepAlive(settings.keepAlive(), () -> ByteString.fromString(": still here\n\n")));
  }

  /** An id of another process's feed says nothing about this one: show all that is kept. */
  private long position(String id) {
    String own = run + "-";
    try {
      if (id.equals("0")) {
        return 0;
      }
      int dash = id.lastIndexOf('-');
      long number = Long.parseLong(id.substring(dash + 1));
      return dash > 0 && id.startsWith(own) ? number : 0;
    } catch (NumberFormatException e) {
      throw new Refusal(
          Kind.BAD_PARAMETER, "'%s' is not an id of an event, nor 0 for the oldest".formatted(id));
    }
  }

  private ByteString render(GridPort.Events batch) {
    StringBuilder text = new StringBuilder();
    if (batch.missed() > 0) {
      text.append("event: missed\ndata: {\"missed\":").append(batch.missed()).append("}\n\n");
    }
    for (GridPort.Numbered numbered : batch.events()) {
      EventView view = EventView.of(numbered.fact());
      text.append("id: ").append(run).append('-').append(numbered.position());
      text.append("\nevent: ").append(view.kind());
      text.append("\ndata: ").append(Json.text(view)).append("\n\n");
    }
    return ByteString.fromString(text.toString());
  }

  /** A log from a place on, and what is appended to it; ends when its node cannot be asked. */
  Source<ByteString, NotUsed> follow(WorkloadId workload, long from) {
    return limited(
        Source.unfoldAsync(from, place -> next(workload, place)).filter(bytes -> !bytes.isEmpty()));
  }

  private CompletionStage<Optional<Pair<Long, ByteString>>> next(WorkloadId workload, long place) {
    return grid.log(workload, place, settings.logChunkMax())
        .thenCompose(
            log ->
                switch (log) {
                  case GridPort.Log.Unavailable _ ->
                      CompletableFuture.completedFuture(Optional.empty());
                  case GridPort.Log.Chunk chunk -> {
                    long next = chunk.from() + chunk.bytes().size();
                    Optional<Pair<Long, ByteString>> step =
                        Optional.of(Pair.create(next, chunk.bytes()));
                    yield chunk.bytes().isEmpty()
                        ? later(step)
                        : CompletableFuture.completedFuture(step);
                  }
                });
  }

  private <T> CompletionStage<T> later(T value) {
    Duration pause = settings.pollInterval();
    return Patterns.after(
        pause, system.classicSystem(), () -> CompletableFuture.completedFuture(value));
  }

  /** One of the streams that may be open at the same time. */
  <T> Source<T, NotUsed> limited(Source<T, NotUsed> source) {
    if (open.get() >= settings.streamsMax()) {
      throw tooMany();
    }
    return Source.lazySource(
            () -> {
              if (open.incrementAndGet() > settings.streamsMax()) { // many asked at once
                open.decrementAndGet();
                return Source.<T>failed(tooMany());
              }
              return source.watchTermination(
                  (none, end) -> {
                    end.whenComplete((_, _) -> open.decrementAndGet());
                    return none;
                  });
            })
        .mapMaterializedValue(_ -> NotUsed.getInstance());
  }

  private Refusal tooMany() {
    return new Refusal(
        Kind.UNAVAILABLE,
        "%d streams are open already, which is the limit: close some"
            .formatted(settings.streamsMax()));
  }

  int open() {
    return open.get();
  }
}
