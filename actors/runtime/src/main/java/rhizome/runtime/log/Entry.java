package rhizome.runtime.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of the log: events of one entity that were written at once, or that its first events
 * are deleted. These bytes are durable; a kind keeps its number for ever.
 */
sealed interface Entry {

  byte EVENTS = 1;
  byte DELETION = 2;

  /** Events whose numbers follow on each other from {@code first} on. */
  record Events(String id, long first, List<Stored> events) implements Entry {
    public Events {
      events = List.copyOf(events);
    }

    @Override
    public byte[] bytes() {
      return written(
          EVENTS,
          id,
          first,
          out -> {
            out.writeInt(events.size());
            for (Stored event : events) {
              event.write(out);
            }
          });
    }
  }

  /** Events up to {@code to}, and not past the last one there is, are deleted. */
  record Deletion(String id, long to) implements Entry {
    @Override
    public byte[] bytes() {
      return written(DELETION, id, to, _ -> {});
    }
  }

  /** What an index needs to know: {@code count} is 0 for a deletion. */
  record Summary(byte kind, String id, long number, int count) {

    long last() {
      return number + count - 1;
    }
  }

  /**
   * One event as its serializer wrote it.
   *
   * @param serializer its identifier
   * @param manifest what that serializer needs to know beside the bytes
   * @param adapter manifest of the event adapter, usually empty
   * @param writer who wrote it, as Akka tells writers apart
   * @param at when, in milliseconds of the Unix epoch
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, read once; never compared
  record Stored(
      int serializer, String manifest, String adapter, String writer, long at, byte[] bytes) {

    private void write(DataOutputStream out) throws IOException {
      out.writeInt(serializer);
      out.writeUTF(manifest);
      out.writeUTF(adapter);
      out.writeUTF(writer);
      out.writeLong(at);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    private static Stored read(DataInputStream in) throws IOException {
      int serializer = in.readInt();
      String manifest = in.readUTF();
      String adapter = in.readUTF();
      String writer = in.readUTF();
      long at = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new Stored(serializer, manifest, adapter, writer, at, bytes);
    }
  }

  /**
   * @throws IllegalArgumentException if a name or a manifest has more than 64 KiB
   */
  byte[] bytes();

  /** Only the beginning is looked at. */
  static Summary summary(byte[] record) {
    return read(record, Entry::summary);
  }

  /** The events of a record that has some. */
  static Events events(byte[] record) {
    return read(
        record,
        in -> {
          Summary summary = summary(in);
          List<Stored> events = new ArrayList<>();
          for (int i = 0; i < summary.count; i++) {
            events.add(Stored.read(in));
          }
          return new Events(summary.id, summary.number, events);
        });
  }

  private static Summary summary(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    String id = in.readUTF();
    long number = in.readLong();
    return switch (kind) {
      case EVENTS -> new Summary(kind, id, number, in.readInt());
      case DELETION -> new Summary(kind, id, number, 0);
      default -> throw new IllegalStateException("a record of the unknown kind " + kind);
    };
  }

  private static byte[] written(byte kind, String id, long number, Form form) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(kind);
      out.writeUTF(id);
      out.writeLong(number);
      form.write(out);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException("%s: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static <T> T read(byte[] record, Parser<T> parser) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
      return parser.parse(in);
    } catch (IOException e) {
      throw new IllegalStateException("a record that ends within itself", e);
    }
  }

  /** Writes the rest of a record. */
  @FunctionalInterface
  interface Form {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads a record. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(DataInputStream in) throws IOException;
  }
}
