package rhizome.runtime.cassandra;

import akka.actor.ActorRef;
import akka.persistence.AtomicWrite;
import akka.persistence.DeleteMessagesFailure;
import akka.persistence.JournalProtocol;
import akka.persistence.PersistentEnvelope;
import akka.persistence.PersistentRepr;
import java.util.ArrayList;
import java.util.List;
import scala.jdk.javaapi.CollectionConverters;

/** Answers a request to a journal as one that failed, as Akka's own journals would. */
record Refusal(ActorRef self, Throwable cause) {

  /** What would be written by it. */
  static List<PersistentRepr> events(JournalProtocol.WriteMessages write) {
    List<PersistentRepr> events = new ArrayList<>();
    for (PersistentEnvelope envelope : CollectionConverters.asJava(write.messages())) {
      if (envelope instanceof AtomicWrite atomic) {
        events.addAll(CollectionConverters.asJava(atomic.payload()));
      }
    }
    return events;
  }

  void of(JournalProtocol.Request request) {
    switch (request) {
      case JournalProtocol.WriteMessages write -> write(write);
      case JournalProtocol.ReplayMessages replay ->
          replay.persistentActor().tell(new JournalProtocol.ReplayMessagesFailure(cause), self);
      case JournalProtocol.DeleteMessagesTo delete ->
          delete
              .persistentActor()
              .tell(new DeleteMessagesFailure(cause, delete.toSequenceNr()), self);
      default -> throw new IllegalArgumentException("no request that could be refused: " + request);
    }
  }

  private void write(JournalProtocol.WriteMessages write) {
    ActorRef writer = write.persistentActor();
    long writes =
        CollectionConverters.asJava(write.messages()).stream()
            .filter(AtomicWrite.class::isInstance)
            .count();
    writer.tell(new JournalProtocol.WriteMessagesFailed(cause, (int) writes), self);
    for (PersistentRepr event : events(write)) {
      writer.tell(
          new JournalProtocol.WriteMessageFailure(event, cause, write.actorInstanceId()),
          event.sender());
    }
  }
}
