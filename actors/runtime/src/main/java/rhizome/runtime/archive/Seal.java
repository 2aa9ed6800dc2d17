package rhizome.runtime.archive;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import rhizome.runtime.archive.proto.Archived.Event;
import rhizome.runtime.archive.proto.Archived.Footer;
import rhizome.runtime.archive.proto.Archived.Record;

/** What an archive says of itself at its end, gathered while its records pass. */
final class Seal {

  private final MessageDigest digest = sha256();
  private String entity = "";
  private long revision;
  private long entities;
  private long events;

  /** The number this event must have, for the events of an entity to be all of its life. */
  long expected(Event event) {
    return event.getEntity().equals(entity) ? revision + 1 : 1;
  }

  void pass(Event event) {
    if (!event.getEntity().equals(entity)) {
      entity = event.getEntity();
      entities++;
    }
    revision = event.getRevision();
    events++;
  }

  long entities() {
    return entities;
  }

  long events() {
    return events;
  }

  void pass(byte[] bytes) {
    digest.update(bytes);
  }

  /** To be asked once, at the end. */
  Footer footer() {
    return Footer.newBuilder()
        .setEntities(entities)
        .setEvents(events)
        .setSha256(ByteString.copyFrom(digest.digest()))
        .build();
  }

  /** The bytes of a record with their length before them. */
  static byte[] framed(Record.Builder building) {
    Record built = building.build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(built.getSerializedSize() + 5);
    try {
      built.writeDelimitedTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
