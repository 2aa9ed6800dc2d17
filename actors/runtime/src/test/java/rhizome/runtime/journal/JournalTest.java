package rhizome.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that lost anything says so; real files, really damaged. */
class JournalTest {

  private static final int EVENTS = 2000;
  private static final int PAYLOAD = 200;

  /** Random payloads do not compress, so the events need at least these bytes. */
  private static final long LIVE = (long) EVENTS * PAYLOAD;

  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void folder() throws IOException {
    folder = temporary.toRealPath().resolve("data");
  }

  @Test
  void aNewFolderIsItsOwnersAloneAndOpensEmpty() throws IOException {
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.acknowledged()).isZero();
      assertThat(journal.remarks()).isEmpty();
      assertThat(Files.getPosixFilePermissions(folder))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgainAndAgain() throws Exception {
    write(EVENTS);
    for (int i = 0; i < 2; i++) {
      try (Journal journal = Journal.open(folder)) {
        assertThat(journal.acknowledged()).isEqualTo(EVENTS);
        assertThat(journal.remarks()).isEmpty();
      }
    }
  }

  @Test
  void aSecondOpenerInTheSameProcessIsRefusedWithThePidOfTheFirst() {
    try (Journal first = Journal.open(folder)) {
      assertThat(first.acknowledged()).isZero();
      assertThatThrownBy(() -> Journal.open(folder))
          .isInstanceOf(JournalRefused.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }
    Journal.open(folder).close();
  }

  @Test
  void aSecondProcessIsRefusedWithThePidOfTheFirst() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      assertThatThrownBy(() -> Journal.open(folder))
          .isInstanceOf(JournalRefused.class)
          .hasMessageContaining("pid " + other.pid())
          .hasMessageContaining("rhizome down");
    } finally {
      other.destroyForcibly().waitFor();
    }
    Journal.open(folder).close();
  }

  @Test
  void aFileCutInTheMiddleIsRefusedByName() throws Exception {
    write(EVENTS);
    for (long length : new long[] {LIVE / 2, LIVE / 4, 50_000, 5000, 1, 0}) {
      Path copy = copy();
      cut(length);
      refused();
      restore(copy);
    }
    Journal.open(folder).close();
  }

  @Test
  void aFileCutAnywhereIsRefusedOrLostNothing() throws Exception {
    write(EVENTS);
    long size = Files.size(file());
    for (int tenth = 1; tenth < 10; tenth++) {
      Path copy = copy();
      cut(size * tenth / 10);
      // What lies behind the live data is old chunks, which nobody misses.
      assertThat(isRefused()).as("cut at %d tenths", tenth).isIn(true, false);
      restore(copy);
    }
  }

  @Test
  void garbageAnywhereInTheFileIsRefusedOrLostNothing() throws Exception {
    write(EVENTS);
    long seed = Long.getLong("garbage.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 10; round++) {
      Path copy = copy();
      scribble(random, 1);
      assertThat(isRefused()).as("garbage.seed=%d", seed).isIn(true, false);
      restore(copy);
    }
  }

  @Test
  void garbageAllOverTheFileIsRefused() throws Exception {
    write(EVENTS);
    scribble(new Random(42), (int) (Files.size(file()) / 8192));
    assertThat(isRefused()).isTrue();
  }

  @Test
  void oneBitThatChangedInOneEventIsRefused() throws Exception {
    write(EVENTS);
    byte[] whole = Files.readAllBytes(file());
    byte[] event = payload(EVENTS / 2);
    byte[] needle = Arrays.copyOf(event, 40);
    int changed = 0;
    for (int at = find(whole, needle, 0); at >= 0; at = find(whole, needle, at + 1)) {
      whole[at + 20] ^= 1;
      changed++;
    }
    assertThat(changed).as("places the event stands in the file").isPositive();
    Files.write(file(), whole);
    assertThatThrownBy(() -> Journal.open(folder))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("event 101 of courier|0 does not match its checksum");
  }

  private static int find(byte[] text, byte[] needle, int from) {
    for (int at = from; at <= text.length - needle.length; at++) {
      if (Arrays.equals(text, at, at + needle.length, needle, 0, needle.length)) {
        return at;
      }
    }
    return -1;
  }

  /** Random bytes with the seal that every stored event has. */
  private static byte[] payload(long number) {
    byte[] random = new byte[PAYLOAD];
    new Random(number).nextBytes(random);
    CRC32C crc = new CRC32C();
    crc.update(random);
    return ByteBuffer.allocate(PAYLOAD + 4).put(random).putInt((int) crc.getValue()).array();
  }

  @Test
  void aJournalThatIsGoneAltogetherIsMissed() throws Exception {
    write(10);
    Files.delete(file());
    refused();
    assertThat(file()).doesNotExist();
  }

  @Test
  void anOlderCopyOfTheFileIsRefusedUntilTheMarkIsTakenAway() throws Exception {
    write(100);
    Path older = copy();
    write(50);
    restore(older);
    assertThatThrownBy(() -> Journal.open(folder))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("holds 100 of at least 150 acknowledged events, so 50 are lost")
        .hasMessageContaining(Mark.FILE);
    Files.delete(folder.resolve(Mark.FILE));
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.acknowledged()).isEqualTo(100);
      assertThat(journal.remarks())
          .singleElement()
          .asString()
          .contains("the 100 events found")
          .contains(Mark.FILE);
    }
  }

  @Test
  void aMarkThatIsNoMarkIsSaidAndWrittenAnew() throws Exception {
    write(7);
    Files.writeString(folder.resolve(Mark.FILE), "not a mark");
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.remarks()).hasSize(1);
    }
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.remarks()).isEmpty();
      assertThat(journal.acknowledged()).isEqualTo(7);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path blocked = Files.writeString(temporary.resolve("file"), "in the way").resolve("data");
    assertThatThrownBy(() -> Journal.open(blocked))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining(blocked.toString());
  }

  /** Holds a folder until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws InterruptedException {
      Journal journal = Journal.open(Path.of(args[0]));
      System.out.println("held");
      Thread.currentThread().join();
      journal.close();
    }
  }

  /** Either it is refused by name, or every event was read and found whole. */
  private boolean isRefused() {
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.acknowledged()).isEqualTo(EVENTS);
      return false;
    } catch (JournalRefused e) {
      assertThat(e).hasMessageContaining(file().toString());
      return true;
    }
  }

  private void cut(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.setLength(length);
    }
  }

  private void refused() throws IOException {
    byte[] before = Files.exists(file()) ? Files.readAllBytes(file()) : new byte[0];
    assertThatThrownBy(() -> Journal.open(folder))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("restore it from a copy");
    assertThat(Files.exists(file()) ? Files.readAllBytes(file()) : new byte[0])
        .as("a refused file is left as it is")
        .isEqualTo(before);
  }

  private Path file() {
    return folder.resolve(Store.FILE);
  }

  private Path copy() throws IOException {
    return Files.copy(
        file(),
        Files.createTempFile(temporary, "journal", ".copy"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void restore(Path copy) throws IOException {
    Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
  }

  private void scribble(Random random, int blots) throws IOException {
    byte[] garbage = new byte[4096];
    try (RandomAccessFile out = new RandomAccessFile(file().toFile(), "rw")) {
      for (int i = 0; i < blots; i++) {
        random.nextBytes(garbage);
        out.seek(random.nextLong(out.length() - garbage.length));
        out.write(garbage);
      }
    }
  }

  /** Writes events as the plugin does and counts them as it does. */
  private void write(int events) throws Exception {
    try (Journal journal = Journal.open(folder);
        Connection connection = DriverManager.getConnection(Store.url(folder), "sa", "")) {
      long first = journal.acknowledged();
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number",
                "writer", "write_timestamp", "adapter_manifest", "event_payload",
                "event_ser_id", "event_ser_manifest")
              VALUES (FALSE, ?, ?, 'w', 0, '', ?, 7101, 'E')\
              """)) {
        for (long i = first; i < first + events; i++) {
          insert.setString(1, "courier|" + i % 10);
          insert.setLong(2, i / 10 + 1);
          insert.setBytes(3, payload(i));
          insert.executeUpdate();
          journal.mark().add(1);
        }
      }
    }
  }
}
