package rhizome.runtime.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.runtime.log.segment.KeptRecords.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.log.segment.LogRefused.Refusal;

/**
 * What a crash may do to the end of the newest segment is mended. Whatever else happened to any
 * file is refused, with the file and the byte, and the files stay as they are.
 */
class DamageTest {

  private static final int COUNT = 58;

  @TempDir Path temporary;
  private final Map<String, byte[]> whole = new TreeMap<>();
  private List<String> acknowledged = List.of();
  private Place last = Place.NOWHERE;
  private String newest = "";
  private int cases;

  /** The files as they were when the last record was on its way and nobody had heard of it. */
  @BeforeEach
  void write() throws Exception {
    Path folder = temporary.resolve("log");
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = KeptRecords.open(folder, owner)) {
      acknowledged = KeptRecords.write(log, COUNT);
      byte[] mark = Files.readAllBytes(folder.resolve(Mark.FILE));
      last = log.append(bytes("the last record")).join();
      assertThat(last.segment())
          .as("in no segment of its own")
          .isEqualTo(owner.places.get(COUNT - 1).segment());
      newest = name(last.segment());
      read(folder);
      whole.put(Mark.FILE, mark);
    }
  }

  private void read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.endsWith(SegmentLock.FILE)) {
          whole.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
  }

  private static String name(long segment) {
    return "%020d.log".formatted(segment);
  }

  /** A folder with these files, of which one is different, or missing. */
  private Path with(String name, byte[] bytes) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("case-" + cases++));
    for (Map.Entry<String, byte[]> file : whole.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    if (!name.isEmpty()) {
      Files.delete(folder.resolve(name));
      if (bytes.length > 0) {
        Files.write(folder.resolve(name), bytes);
      }
    }
    return folder;
  }

  private byte[] newest() {
    return whole(newest);
  }

  private byte[] whole(String name) {
    return Objects.requireNonNull(whole.get(name)).clone();
  }

  private static void refused(Path folder, String name, long offset) throws IOException {
    Map<String, byte[]> before = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.endsWith(SegmentLock.FILE)) {
          before.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    assertThatThrownBy(() -> KeptRecords.in(folder))
        .isInstanceOfSatisfying(
            LogRefused.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.DAMAGED))
        .hasMessageContaining(folder.toRealPath().resolve(name) + " at byte " + offset + ": ")
        .hasMessageContaining("restore the whole folder from a copy");
    for (Map.Entry<String, byte[]> file : before.entrySet()) {
      assertThat(folder.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }

  @Test
  void whereverTheLastRecordIsCutAllThatWasAcknowledgedIsThere() throws Exception {
    for (int end = last.offset(); end < newest().length; end++) {
      Path folder = with(newest, Arrays.copyOf(newest(), end));
      KeptRecords owner = new KeptRecords();
      try (SegmentLog log = KeptRecords.open(folder, owner)) {
        assertThat(owner.texts).as("cut at %d", end).isEqualTo(acknowledged);
        assertThat(log.append(bytes("after it")).join())
            .isEqualTo(new Place(last.segment(), last.offset(), 8));
      }
      assertThat(KeptRecords.in(folder).texts).hasSize(COUNT + 1).last().isEqualTo("after it");
    }
    assertThat(KeptRecords.in(with("", new byte[0])).texts).hasSize(COUNT + 1);
  }

  /** A file may have got its length, and not its bytes. */
  @Test
  void zerosInPlaceOfTheLastRecordAreCut() throws Exception {
    for (int from = last.offset(); from < newest().length; from++) {
      byte[] bytes = newest();
      Arrays.fill(bytes, from, bytes.length, (byte) 0);
      if (!Arrays.equals(bytes, newest())) {
        assertThat(KeptRecords.in(with(newest, bytes)).texts).isEqualTo(acknowledged);
      }
    }
  }

  @Test
  void whatIsBehindTheMarkIsRefusedWhereItEnds() throws Exception {
    byte[] mark = markAt(newest().length);
    for (int end = last.offset(); end < newest().length; end++) {
      Path folder = with(newest, Arrays.copyOf(newest(), end));
      Files.write(folder.resolve(Mark.FILE), mark);
      refused(folder, newest, last.offset());
    }
  }

  private byte[] markAt(int length) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("mark-" + cases++));
    try (Mark mark = Mark.open(folder)) {
      mark.move(last.segment(), length);
    }
    return Files.readAllBytes(folder.resolve(Mark.FILE));
  }

  @Test
  void everyBitThatFlipsInWhatWasAcknowledgedIsFound() throws Exception {
    Path folder = with("", new byte[0]);
    for (Map.Entry<String, byte[]> file : whole.entrySet()) {
      if (file.getKey().equals(Mark.FILE)) {
        continue;
      }
      int end = file.getKey().equals(newest) ? last.offset() : file.getValue().length;
      for (int at = 0; at < end; at++) {
        byte[] bytes = file.getValue().clone();
        bytes[at] ^= (byte) (1 << (at % 8));
        Files.write(folder.resolve(file.getKey()), bytes);
        refused(folder, file.getKey(), recordAt(file.getKey(), at));
      }
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Where the record begins that this byte belongs to; 0 in the head. */
  private long recordAt(String name, int at) {
    byte[] bytes = whole(name);
    int offset = 16 + ByteBuffer.wrap(bytes).getInt(8);
    if (at < offset) {
      return 0;
    }
    while (true) {
      int next = offset + Frame.BYTES + ByteBuffer.wrap(bytes).getInt(offset);
      if (at < next) {
        return offset;
      }
      offset = next;
    }
  }

  /** After a loss of power the mark lags; what was written later says what was on the disk. */
  @Test
  void withoutAMarkALaterRecordProvesThatOneWasThere() throws Exception {
    int first = 16 + ByteBuffer.wrap(newest()).getInt(8);
    assertThat(first).isLessThan(last.offset());
    for (int at = first; at < last.offset(); at++) {
      byte[] bytes = newest();
      bytes[at] ^= 1;
      Path folder = with(newest, bytes);
      Files.delete(folder.resolve(Mark.FILE));
      refused(folder, newest, recordAt(newest, at));
    }
  }

  @Test
  void withoutAMarkALastRecordThatIsGarbledIsTakenForATornOne() throws Exception {
    byte[] bytes = newest();
    bytes[bytes.length - 1] ^= 1;
    Path folder = with(newest, bytes);
    Files.write(folder.resolve(Mark.FILE), bytes("no mark"));
    assertThat(KeptRecords.in(folder).texts).isEqualTo(acknowledged);
  }

  @Test
  void aSegmentThatIsMissingIsMissed() throws Exception {
    for (String name : whole.keySet()) {
      if (!name.equals(Mark.FILE)) {
        refused(with(name, new byte[0]), name, 0);
      }
    }
  }

  @Test
  void anEmptyFolderWithAMarkHasLostItsLog() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("empty"));
    Files.write(folder.resolve(Mark.FILE), whole(Mark.FILE));
    refused(folder, newest, 0);
  }

  @Test
  void anOlderSegmentThatIsShorterOrLongerIsRefused() throws Exception {
    byte[] bytes = whole(name(2));
    int lastRecord = (int) recordAt(name(2), bytes.length - 1);
    refused(with(name(2), Arrays.copyOf(bytes, lastRecord)), name(2), lastRecord);
    refused(with(name(2), Arrays.copyOf(bytes, bytes.length + 1)), name(2), bytes.length);
  }

  @Test
  void aSegmentOfAnotherLogIsRefused() throws Exception {
    Path other = temporary.resolve("other");
    try (SegmentLog log = KeptRecords.open(other, new KeptRecords())) {
      KeptRecords.write(log, COUNT);
    }
    refused(with(name(2), Files.readAllBytes(other.resolve(name(2)))), name(2), 0);
  }

  @Test
  void aRecordThatCannotFollowIsRefusedWhereItLies() throws Exception {
    Path folder = with("", new byte[0]);
    KeptRecords strict = new KeptRecords();
    SegmentLog.Owner owner =
        new SegmentLog.Owner() {
          @Override
          public void preface(byte[] preface) {
            strict.preface(preface);
          }

          @Override
          public void recorded(Place place, byte[] record) {
            if (place.equals(last)) {
              throw new IllegalStateException("this cannot follow");
            }
          }

          @Override
          public byte[] preface() {
            return strict.preface();
          }

          @Override
          public Set<Long> needed() {
            return strict.needed();
          }
        };
    assertThatThrownBy(() -> SegmentLog.open(KeptRecords.small(folder), owner))
        .hasMessageContaining(newest + " at byte " + last.offset() + ": this cannot follow");
  }
}
