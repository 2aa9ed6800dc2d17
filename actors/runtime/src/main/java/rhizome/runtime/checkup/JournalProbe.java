package rhizome.runtime.checkup;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Reads its own story and adds a word to it, as every entity does: one small event each time. */
final class JournalProbe extends EventSourcedBehavior<JournalProbe.Write, String, String> {

  private static final String KIND = "probe";
  private static final AtomicLong COUNT = new AtomicLong();

  /** By member: two writers of one story would be in each other's way, and look like a failure. */
  private static final ConcurrentMap<String, CompletionStage<Symptoms.OfJournal>> UNDER_WAY =
      new ConcurrentHashMap<>();

  record Write(ActorRef<Done> replyTo) {}

  private JournalProbe(String id) {
    super(PersistenceId.of(KIND, id));
  }

  /**
   * Each member that asks has a story of its own, so that no two write the same. Who asks on the
   * same member meanwhile is told the same.
   */
  static CompletionStage<Symptoms.OfJournal> attempt(
      ActorSystem<?> system, String member, Duration patience) {
    CompletableFuture<Symptoms.OfJournal> mine = new CompletableFuture<>();
    CompletionStage<Symptoms.OfJournal> other = UNDER_WAY.putIfAbsent(member, mine);
    if (other != null) {
      return other;
    }
    return write(system, member, patience)
        .whenComplete(
            (said, failure) -> {
              UNDER_WAY.remove(member, mine);
              if (failure == null) {
                mine.complete(said);
              } else {
                mine.completeExceptionally(failure);
              }
            });
  }

  private static CompletionStage<Symptoms.OfJournal> write(
      ActorSystem<?> system, String member, Duration patience) {
    Behavior<Write> probe = new JournalProbe(member);
    ActorRef<Write> ref =
        system.systemActorOf(probe, KIND + "-" + COUNT.incrementAndGet(), Props.empty());
    long begin = System.nanoTime();
    return AskPattern.ask(ref, Write::new, patience, system.scheduler())
        .handle(
            (done, failure) ->
                done != null
                    ? new Symptoms.OfJournal(
                        OptionalLong.of(Duration.ofNanos(System.nanoTime() - begin).toMillis()),
                        Optional.empty())
                    : new Symptoms.OfJournal(
                        OptionalLong.empty(),
                        Optional.of("no answer within " + patience.toSeconds() + " s")));
  }

  @Override
  public String emptyState() {
    return "";
  }

  @Override
  public CommandHandler<Write, String, String> commandHandler() {
    return (_, write) ->
        Effect().persist("probed").thenRun(() -> write.replyTo.tell(Done.getInstance())).thenStop();
  }

  @Override
  public EventHandler<String, String> eventHandler() {
    return (_, event) -> event;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(100, 1);
  }
}
