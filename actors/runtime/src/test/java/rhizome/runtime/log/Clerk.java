package rhizome.runtime.log;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.AtomicWrite;
import akka.persistence.JournalProtocol;
import akka.persistence.Persistence;
import akka.persistence.PersistentEnvelope;
import akka.persistence.PersistentRepr;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import scala.jdk.javaapi.CollectionConverters;

/** An actor system with the log's plugins, and somebody who talks with them as actors do. */
final class Clerk implements AutoCloseable {

  private static final String WRITER = "writer";

  final ActorTestKit kit;
  private final TestKit probe;
  private final akka.actor.ActorRef journal;
  private final akka.actor.ActorRef snapshots;

  /** What a recovery would have got. */
  record Replay(List<String> events, long highest) {}

  Clerk(Path folder) {
    this(folder, ConfigFactory.empty());
  }

  Clerk(Path folder, Config more) {
    kit = ActorTestKit.create("clerk", config(folder, more));
    akka.actor.ActorSystem classic = Adapter.toClassic(kit.system());
    probe = new TestKit(classic);
    journal = Persistence.get(classic).journalFor(LogSettings.JOURNAL, ConfigFactory.empty());
    snapshots =
        Persistence.get(classic).snapshotStoreFor(LogSettings.SNAPSHOTS, ConfigFactory.empty());
  }

  static Config config(Path folder, Config more) {
    return more.withFallback(
            ConfigFactory.parseMap(
                Map.of(
                    LogSettings.JOURNAL + ".folder",
                    folder.toString(),
                    "akka.actor.provider",
                    "local",
                    "akka.loglevel",
                    "WARNING")))
        .withFallback(ConfigFactory.parseResources("rhizome/ledger-log.conf"))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  EventLog log() {
    return EventLog.on(kit.system());
  }

  static PersistentRepr event(String id, long number, Object payload) {
    return PersistentRepr.apply(
        payload, number, id, "", false, akka.actor.ActorRef.noSender(), WRITER);
  }

  static AtomicWrite atomic(PersistentRepr... events) {
    return new AtomicWrite(CollectionConverters.asScala(List.of(events)).toList());
  }

  /** Sends these writes as one, and does not wait. */
  void send(AtomicWrite... writes) {
    journal.tell(
        new JournalProtocol.WriteMessages(
            CollectionConverters.asScala(List.<PersistentEnvelope>of(writes)).toList(),
            probe.getRef(),
            1),
        probe.getRef());
  }

  /** What the journal says to the writer: "written", "rejected" or "failed" for each event. */
  List<String> answers(int events) {
    List<String> said = new ArrayList<>();
    while (said.size() < events) {
      switch (probe.receiveOne(Duration.ofSeconds(20))) {
        case JournalProtocol.WriteMessageSuccess done ->
            said.add("written " + done.persistent().sequenceNr());
        case JournalProtocol.WriteMessageRejected no ->
            said.add("rejected " + no.message().sequenceNr() + ": " + no.cause().getMessage());
        case JournalProtocol.WriteMessageFailure no ->
            said.add("failed " + no.message().sequenceNr() + ": " + no.cause().getMessage());
        case null -> throw new AssertionError("no answer after " + said);
        default -> {
          // that the batch as a whole was written, or was not
        }
      }
    }
    return said;
  }

  List<String> write(AtomicWrite... writes) {
    send(writes);
    int events = 0;
    for (AtomicWrite write : writes) {
      events += write.size();
    }
    return answers(events);
  }

  /** Writes so many events, each in a write of its own, in one batch. */
  void write(String id, long first, int count) {
    AtomicWrite[] writes = new AtomicWrite[count];
    for (int i = 0; i < count; i++) {
      writes[i] = atomic(event(id, first + i, "event " + (first + i)));
    }
    List<String> said = write(writes);
    for (int i = 0; i < count; i++) {
      if (!said.get(i).equals("written " + (first + i))) {
        throw new AssertionError("event %d of %s: %s".formatted(first + i, id, said.get(i)));
      }
    }
  }

  /** Asks the snapshot store, and waits for what it says. */
  Object askSnapshots(Object question) {
    snapshots.tell(question, probe.getRef());
    return probe.receiveOne(Duration.ofSeconds(20));
  }

  String delete(String id, long to) {
    journal.tell(new JournalProtocol.DeleteMessagesTo(id, to, probe.getRef()), probe.getRef());
    return probe.receiveOne(Duration.ofSeconds(20)).getClass().getSimpleName();
  }

  Replay replay(String id) {
    return replay(id, 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  Replay replay(String id, long from, long to, long max) {
    TestKit asker = new TestKit(probe.getSystem()); // what the writer is told stays with it
    journal.tell(
        new JournalProtocol.ReplayMessages(from, to, max, id, asker.getRef()), asker.getRef());
    List<String> events = new ArrayList<>();
    while (true) {
      switch (asker.receiveOne(Duration.ofSeconds(20))) {
        case JournalProtocol.ReplayedMessage replayed -> {
          PersistentRepr event = replayed.persistent();
          if (!event.persistenceId().equals(id) || !event.writerUuid().equals(WRITER)) {
            throw new AssertionError(event + " is none of " + id);
          }
          events.add(event.sequenceNr() + "=" + event.payload());
        }
        case JournalProtocol.RecoverySuccess done -> {
          return new Replay(events, done.highestSequenceNr());
        }
        case JournalProtocol.ReplayMessagesFailure no ->
            throw new AssertionError(no.cause().getMessage(), no.cause());
        case null -> throw new AssertionError("no answer after " + events);
        default -> throw new AssertionError("an answer to something else");
      }
    }
  }

  /** Asks a scroll and waits. */
  String ask(ActorRef<Scroll.Command> scroll, Function<ActorRef<String>, Scroll.Command> question) {
    TestProbe<String> answer = kit.createTestProbe();
    scroll.tell(question.apply(answer.getRef()));
    return answer.receiveMessage(Duration.ofSeconds(20));
  }

  ActorRef<Scroll.Command> spawn(Behavior<Scroll.Command> scroll) {
    return kit.spawn(scroll);
  }

  void stop(ActorRef<Scroll.Command> scroll) {
    scroll.tell(new Scroll.Command.Stop());
    kit.createTestProbe().expectTerminated(scroll, Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
