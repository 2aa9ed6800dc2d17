package rhizome.runtime.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import rhizome.runtime.archive.proto.Archived.Event;
import rhizome.runtime.archive.proto.Archived.Footer;
import rhizome.runtime.archive.proto.Archived.Record;

/** Reads an archive from its first event to its last, and holds it against its own seal. */
final class ArchiveReader implements AutoCloseable {

  /** Larger than any event: a length beyond it is damage, not a reason to take memory. */
  static final int RECORD_MAX = 64 << 20;

  private static final int LENGTH_BYTES_MAX = 5;

  private final Path file;
  private final BufferedInputStream in;
  private final Seal seal = new Seal();
  private final Instant made;

  private ArchiveReader(Path file, BufferedInputStream in) throws IOException {
    this.file = file;
    this.in = in;
    Record first = next();
    if (!first.hasHeader() || first.getHeader().getForm() != Archive.FORM) {
      throw damaged("it does not begin as one of form " + Archive.FORM);
    }
    var at = first.getHeader().getMade();
    this.made = Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }

  /**
   * @throws ArchiveRefused when it is no archive
   */
  static ArchiveReader open(Path file) {
    try {
      BufferedInputStream packed = new BufferedInputStream(Files.newInputStream(file));
      try {
        return new ArchiveReader(
            file, new BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16));
      } catch (IOException | RuntimeException e) {
        packed.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ArchiveRefused("%s cannot be read as an archive: %s".formatted(file, e), e);
    }
  }

  Instant made() {
    return made;
  }

  /** How many entities were read so far. */
  long entities() {
    return seal.entities();
  }

  long events() {
    return seal.events();
  }

  /** The next event; nothing behind the last, once the seal has been found to fit. */
  Optional<Event> read() {
    try {
      Record record = next();
      return switch (record.getRecordCase()) {
        case EVENT -> {
          if (record.getEvent().getRevision() != seal.expected(record.getEvent())) {
            throw damaged("an event is missing");
          }
          seal.pass(record.getEvent());
          yield Optional.of(record.getEvent());
        }
        case FOOTER -> {
          end(record.getFooter());
          yield Optional.empty();
        }
        case HEADER, RECORD_NOT_SET -> throw damaged("it begins again in its middle");
      };
    } catch (IOException e) {
      throw new ArchiveRefused(
          "%s is damaged, or was cut short while it was written: %s".formatted(file, e), e);
    }
  }

  /** Reads up to the end, for the sake of the seal. */
  void readAll() {
    Optional<Event> next = read();
    while (next.isPresent()) {
      next = read();
    }
  }

  private void end(Footer footer) throws IOException {
    if (!seal.footer().equals(footer)) {
      throw damaged("its checksum does not fit");
    }
    if (in.read() >= 0) {
      throw damaged("something stands behind its end");
    }
  }

  private Record next() throws IOException {
    byte[] head = new byte[LENGTH_BYTES_MAX];
    int count = 0;
    int length = 0;
    boolean more = true;
    while (more) {
      int read = in.read();
      if (read < 0 || count == LENGTH_BYTES_MAX) {
        throw damaged("it ends before its last record");
      }
      head[count] = (byte) read;
      length |= (read & 0x7f) << (7 * count);
      count++;
      more = (read & 0x80) != 0;
    }
    if (length < 0 || length > RECORD_MAX) {
      throw damaged("a record of %d bytes".formatted(length));
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw damaged("it ends within a record");
    }
    Record record = parse(body);
    if (!record.hasFooter()) {
      seal.pass(Arrays.copyOf(head, count));
      seal.pass(body);
    }
    return record;
  }

  private Record parse(byte[] body) {
    try {
      return Record.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new ArchiveRefused("%s is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  private ArchiveRefused damaged(String why) {
    return new ArchiveRefused("%s is no whole archive: %s; take another copy".formatted(file, why));
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new ArchiveRefused("%s cannot be closed: %s".formatted(file, e), e);
    }
  }
}
