package rhizome.runtime.log;

import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.serialization.JavaSerializer;
import akka.serialization.Serialization;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Events as Akka has them, and as they lie in the log: each by the serializer bound to its class.
 */
final class EventForms {

  private final Serialization serialization;
  private final InstantSource clock;

  EventForms(Serialization serialization, InstantSource clock) {
    this.serialization = serialization;
    this.clock = clock;
  }

  /**
   * @throws RuntimeException if an event has no serializer, or that one fails
   */
  Entry.Events write(AtomicWrite write) {
    List<Entry.Stored> events = new ArrayList<>();
    long number = write.lowestSequenceNr();
    for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
      if (event.sequenceNr() != number + events.size()) {
        throw new IllegalArgumentException(
            "%s writes %s as event %d at once"
                .formatted(event.persistenceId(), event, number + events.size()));
      }
      if (event.metadata().isDefined()) {
        throw new IllegalArgumentException(
            "%s writes %s with metadata, which this journal does not keep"
                .formatted(event.persistenceId(), event));
      }
      long at = event.timestamp() == 0 ? clock.millis() : event.timestamp();
      events.add(write(event.payload(), event.manifest(), event.writerUuid(), at));
    }
    return new Entry.Events(write.persistenceId(), number, events);
  }

  /** An event, or a state that is a snapshot. */
  Entry.Stored write(Object payload, String adapter, String writer, long at) {
    Serializer serializer = serialization.findSerializerFor(payload);
    if (serializer instanceof JavaSerializer) {
      throw new IllegalArgumentException(
          "%s is bound to Java serialization, which is not for what is kept"
              .formatted(payload.getClass().getName()));
    }
    return new Entry.Stored(
        serializer.identifier(),
        Serializers.manifestFor(serializer, payload),
        adapter,
        writer,
        at,
        serialization.serialize(payload).get());
  }

  /** The event or the state alone. */
  Object payload(Entry.Stored stored) {
    return serialization.deserialize(stored.bytes(), stored.serializer(), stored.manifest()).get();
  }

  PersistentRepr read(String id, long number, Entry.Stored stored) {
    return PersistentRepr.apply(
            payload(stored), number, id, stored.adapter(), false, null, stored.writer())
        .withTimestamp(stored.at());
  }
}
