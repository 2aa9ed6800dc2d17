package rhizome.runtime.cassandra;

import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.actor.Terminated;
import akka.persistence.AtomicWrite;
import akka.persistence.JournalProtocol;
import akka.persistence.PersistentRepr;
import akka.persistence.cassandra.PluginSettings;
import akka.persistence.cassandra.journal.CassandraJournal;
import akka.persistence.cassandra.journal.CassandraJournalStatements;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import com.typesafe.config.Config;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.PartialFunction;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * The plugin's own journal behind a fence: no event is acknowledged by a writer after a later
 * writer of the same entity has claimed it (ADR 0008). Named by {@code class} in {@code
 * journal-cassandra.conf}; Akka makes it by reflection.
 */
public final class FencedJournal extends CassandraJournal {

  static final String SHARED_PATH = "akka.persistence.cassandra";
  static final String PATH = SHARED_PATH + ".journal";

  private static final Logger LOG = LoggerFactory.getLogger(FencedJournal.class);

  private final FenceSettings settings;
  private final CassandraSession session;
  private final List<String> plugin;
  private final Outage outage;

  /** One for each entity that lives here; the owner is the actor that claimed last. */
  private final ConcurrentMap<String, Writer> writers = new ConcurrentHashMap<>();

  private final Map<ActorRef, String> owners = new HashMap<>();
  private final Deque<Letter> waiting = new ArrayDeque<>();
  private String told = "";
  private @Nullable Fence fence;
  private @Nullable NewestEvent newest;

  private record Letter(Object message, ActorRef sender) {}

  private record Look() {}

  private record Opened(Statements statements) {}

  private record NotYet(Throwable why) {}

  record Claimed(
      JournalProtocol.ReplayMessages replay, @Nullable Claim claim, @Nullable Throwable failure) {}

  private record Sealed(String entity, Writer writer, @Nullable Throwable failure) {}

  /** The actor that may write an entity, and by what right. */
  private static final class Writer {
    final ActorRef owner;
    final List<Letter> behindSeal = new ArrayList<>();
    volatile Claim claim;

    Writer(ActorRef owner, Claim claim) {
      this.owner = owner;
      this.claim = claim;
    }
  }

  public FencedJournal(Config config, String path) {
    super(config, path);
    Config all = context().system().settings().config();
    this.settings = FenceSettings.from(all);
    this.plugin =
        ofThePlugin(
            new CassandraJournalStatements(
                new PluginSettings(context().system(), all.getConfig(SHARED_PATH))));
    this.session = CassandraSessionRegistry.get(context().system()).sessionFor(SHARED_PATH);
    this.outage =
        new Outage(all.getStringList("datastax-java-driver.basic.contact-points").toString());
  }

  private static List<String> ofThePlugin(CassandraJournalStatements texts) {
    return List.of(
        texts.writeMessage(false),
        texts.writeMessage(true),
        texts.selectMessages(),
        texts.selectHighestSequenceNr(),
        texts.insertIntoAllPersistenceIds(),
        texts.deleteMessages(false),
        texts.selectDeletedTo(),
        texts.insertDeletedTo());
  }

  /** The plugin prepares its statements once; not before they are sure to be had. */
  @Override
  public void preStart() {
    look();
  }

  private void look() {
    session
        .underlying()
        .thenCompose(cql -> Statements.prepare(cql, settings.keyspace(), plugin))
        .whenComplete(
            (statements, failure) ->
                self()
                    .tell(
                        failure == null ? new Opened(statements) : new NotYet(failure),
                        ActorRef.noSender()));
  }

  @Override
  public void aroundReceive(PartialFunction<Object, BoxedUnit> receive, Object message) {
    switch (message) {
      case Opened(var statements) -> opened(statements);
      case NotYet(var why) -> notYet(why);
      case Look _ -> look();
      case JournalProtocol.Request request when fence == null -> hold(request);
      case JournalProtocol.ReplayMessages replay -> claim(replay);
      case Claimed claimed -> claimed(claimed, receive);
      case JournalProtocol.WriteMessages write -> write(write, receive);
      case Sealed sealed -> sealed(sealed, receive);
      case Terminated gone when owners.containsKey(gone.actor()) -> forget(gone.actor());
      default -> super.aroundReceive(receive, message);
    }
  }

  private void opened(Statements statements) {
    String here = ((ExtendedActorSystem) context().system()).provider().getDefaultAddress() + "";
    fence = new Fence(statements, here, settings.claimAttemptsMax());
    newest = new NewestEvent(statements, settings.partitionSize(), settings.eventsMax());
    super.preStart();
    outage.seen(null);
    while (!waiting.isEmpty()) {
      Letter letter = waiting.remove();
      self().tell(letter.message, letter.sender);
    }
  }

  private void notYet(Throwable why) {
    String words = String.valueOf(why.getMessage());
    if (!words.equals(told)) {
      told = words;
      LOG.warn(
          "the journal cannot be used yet, and is looked at again every {} ms: {}; if keyspace or"
              + " tables are missing, say `rhizome cassandra schema`",
          settings.lookInterval().toMillis(),
          words);
    }
    context()
        .system()
        .scheduler()
        .scheduleOnce(settings.lookInterval(), self(), new Look(), context().dispatcher(), self());
  }

  private void hold(JournalProtocol.Request request) {
    if (waiting.size() < settings.waitingMax()) {
      waiting.add(new Letter(request, sender()));
    } else {
      refuse(request, new Fenced("the journal does not answer yet, and too many wait for it"));
    }
  }

  private void claim(JournalProtocol.ReplayMessages replay) {
    ActorRef from = sender();
    opened()
        .claim(replay.persistenceId())
        .whenComplete(
            (claim, failure) -> {
              outage.seen(failure);
              self().tell(new Claimed(replay, claim, failure), from);
            });
  }

  private void claimed(Claimed claimed, PartialFunction<Object, BoxedUnit> receive) {
    ActorRef owner = claimed.replay.persistentActor();
    if (claimed.claim == null) {
      owner.tell(new JournalProtocol.ReplayMessagesFailure(claimed.failure), self());
      return;
    }
    String entity = claimed.replay.persistenceId();
    Writer before = writers.get(entity);
    if (before != null && before.claim.epoch() > claimed.claim.epoch()) {
      Fenced late = Fence.overtaken(entity, claimed.claim); // answers come in any order
      owner.tell(new JournalProtocol.ReplayMessagesFailure(late), self());
      return;
    }
    writers.put(entity, new Writer(owner, claimed.claim));
    if (before != null && !before.owner.equals(owner)) {
      owners.remove(before.owner);
      context().unwatch(before.owner);
    }
    owners.put(owner, entity);
    context().watch(owner);
    super.aroundReceive(receive, claimed.replay);
  }

  private void forget(ActorRef owner) {
    String entity = owners.remove(owner);
    if (entity != null) {
      writers.computeIfPresent(entity, (_, writer) -> writer.owner.equals(owner) ? null : writer);
    }
  }

  private void write(
      JournalProtocol.WriteMessages write, PartialFunction<Object, BoxedUnit> receive) {
    List<PersistentRepr> events = Refusal.events(write);
    if (events.isEmpty()) {
      super.aroundReceive(receive, write);
      return;
    }
    String entity = events.getFirst().persistenceId();
    Writer writer = writers.get(entity);
    if (writer == null || !writer.owner.equals(write.persistentActor())) {
      refuse(write, new Fenced(entity + " was claimed by another actor of this process"));
    } else if (events.size() > settings.eventsMax()) {
      refuse(
          write,
          new IllegalArgumentException(
              "%s writes %d events at once; Cassandra takes %d as a whole"
                  .formatted(entity, events.size(), settings.eventsMax())));
    } else if (writer.claim.isSealed()) {
      super.aroundReceive(receive, write);
    } else {
      writer.behindSeal.add(new Letter(write, sender()));
      if (writer.behindSeal.size() == 1) {
        seal(entity, writer, events.getFirst().sequenceNr() - 1);
      }
    }
  }

  private void seal(String entity, Writer writer, long base) {
    opened()
        .seal(entity, writer.claim, base)
        .whenComplete(
            (claim, failure) -> {
              outage.seen(failure);
              if (claim != null) {
                writer.claim = claim;
              }
              self().tell(new Sealed(entity, writer, failure), ActorRef.noSender());
            });
  }

  private void sealed(Sealed sealed, PartialFunction<Object, BoxedUnit> receive) {
    List<Letter> letters = List.copyOf(sealed.writer.behindSeal);
    sealed.writer.behindSeal.clear();
    for (Letter letter : letters) {
      JournalProtocol.WriteMessages write = (JournalProtocol.WriteMessages) letter.message;
      if (sealed.failure != null) {
        refuse(write, sealed.failure);
      } else {
        write(write, receive);
      }
    }
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    String entity = messages.head().persistenceId();
    Writer writer = writers.get(entity);
    if (writer == null) {
      throw new IllegalStateException("nobody claimed " + entity);
    }
    Claim claim = writer.claim;
    List<AtomicWrite> signed = new ArrayList<>();
    messages.foreach(write -> signed.add(claim.sign(write)));
    return super.asyncWriteMessages(CollectionConverters.asScala(signed).toList())
        .flatMap(results -> verified(entity, claim, results), context().dispatcher());
  }

  /** Also after a replay: who was overtaken in it may have seen too much, and would keep that. */
  private <T> Future<T> verified(String entity, Claim claim, T result) {
    return FutureConverters.asScala(
        opened()
            .verify(entity, claim)
            .thenApply(_ -> result)
            .whenComplete((_, failure) -> outage.seen(failure)));
  }

  /** The number of the last event that counts, where the plugin would count any row. */
  @Override
  public Future<Object> asyncReadHighestSequenceNr(String entity, long from) {
    return FutureConverters.asScala(
        newest().find(entity, from, claim(entity)).thenApply(number -> (Object) number));
  }

  @Override
  public Future<BoxedUnit> asyncReplayMessages(
      String entity, long from, long to, long max, Function1<PersistentRepr, BoxedUnit> callback) {
    Claim claim = claim(entity);
    Succession<PersistentRepr> succession = new Succession<>(entity, claim, to);
    // The plugin ends with the first row of the last number, which may be a stale one.
    long beyond = to == Long.MAX_VALUE ? to : to + 1;
    return super.asyncReplayMessages(
            entity,
            from,
            beyond,
            max,
            event -> {
              succession
                  .next(event.sequenceNr(), event.writerUuid(), event)
                  .ifPresent(callback::apply);
              return BoxedUnit.UNIT;
            })
        .map(
            done -> {
              succession.last().ifPresent(callback::apply);
              if (succession.discarded() > 0) {
                LOG.info(
                    "{}: passed over {} rows of stale writers, none of them acknowledged",
                    entity,
                    succession.discarded());
              }
              return done;
            },
            context().dispatcher())
        .flatMap(done -> verified(entity, claim, done), context().dispatcher());
  }

  private Claim claim(String entity) {
    Writer writer = writers.get(entity);
    if (writer == null) {
      throw new IllegalStateException("nobody claimed " + entity);
    }
    return writer.claim;
  }

  private Fence opened() {
    if (fence == null) {
      throw new IllegalStateException("the journal was used before it was open");
    }
    return fence;
  }

  private NewestEvent newest() {
    if (newest == null) {
      throw new IllegalStateException("the journal was used before it was open");
    }
    return newest;
  }

  private void refuse(JournalProtocol.Request request, Throwable cause) {
    new Refusal(self(), cause).of(request);
  }
}
