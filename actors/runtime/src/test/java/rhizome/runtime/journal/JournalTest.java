package rhizome.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that lost anything says so; real files, really damaged. */
class JournalTest {

  private static final int EVENTS = 2000;

  /** Random payloads do not compress, so the events need at least these bytes. */
  private static final long LIVE = (long) EVENTS * Rows.PAYLOAD;

  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void folder() throws IOException {
    folder = temporary.toRealPath().resolve("data");
  }

  @Test
  void aNewFolderIsItsOwnersAloneAndOpensEmpty() throws IOException {
    try (EmbeddedJournal journal = Journal.open(folder)) {
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
      try (EmbeddedJournal journal = Journal.open(folder)) {
        assertThat(journal.acknowledged()).isEqualTo(EVENTS);
        assertThat(journal.remarks()).isEmpty();
      }
    }
  }

  @Test
  void aSecondOpenerInTheSameProcessIsRefusedWithThePidOfTheFirst() {
    try (EmbeddedJournal first = Journal.open(folder)) {
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
  void garbageAllOverTheFileIsRefused() throws Exception {
    write(EVENTS);
    scribble(new Random(42), (int) (Files.size(file()) / 8192));
    refused();
  }

  @Test
  void oneBitThatChangedInOneEventIsRefused() throws Exception {
    write(EVENTS);
    byte[] whole = Files.readAllBytes(file());
    byte[] event = Rows.payload(EVENTS / 2);
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

  /** The seal came later; what was written before is sealed as it is found. */
  @Test
  void aJournalWithoutSealsIsSealedWhenItIsOpened() throws Exception {
    write(100);
    try (EmbeddedJournal journal = Journal.open(folder)) {
      assertThat(journal.acknowledged()).isEqualTo(100);
      assertThat(sql("ALTER TABLE \"event_journal\" DROP COLUMN \"seal\"")).isZero();
    }
    Journal.open(folder).close();
    write(1);
    try (EmbeddedJournal journal = Journal.open(folder)) {
      assertThat(journal.acknowledged()).isEqualTo(101);
      assertThat(journal.remarks()).isEmpty();
      assertThat(sql("DELETE FROM \"event_journal\" WHERE OCTET_LENGTH(\"seal\") = 32"))
          .isEqualTo(101);
    }
  }

  private int sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(Store.url(folder), "sa", "")) {
      return connection.createStatement().executeUpdate(statement);
    }
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
    try (EmbeddedJournal journal = Journal.open(folder)) {
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
    try (EmbeddedJournal journal = Journal.open(folder)) {
      assertThat(journal.remarks()).hasSize(1);
    }
    try (EmbeddedJournal journal = Journal.open(folder)) {
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
      EmbeddedJournal journal = Journal.open(Path.of(args[0]));
      System.out.println("held");
      Thread.currentThread().join();
      journal.close();
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

  private void write(int events) throws SQLException {
    Rows.write(folder, events);
  }
}
