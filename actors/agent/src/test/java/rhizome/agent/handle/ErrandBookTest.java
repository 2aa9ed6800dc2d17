package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.handle.ErrandBook.Entry;
import rhizome.agent.life.Identity;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Ticket;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

class ErrandBookTest {

  private static final TaskId BACKUP = TaskId.parse("shop/db/backup");
  private static final WorkloadId DB = WorkloadId.parse("shop/db#1");

  @TempDir private Path root;

  private static Entry begun(int run) {
    return new Entry(
        BACKUP,
        new Ticket(run, 1, 2),
        5,
        Instant.parse("2026-01-01T12:00:00.123456789Z"),
        Duration.ofMillis(1500),
        8192,
        true,
        Optional.empty(),
        Optional.empty());
  }

  private Path file() {
    return root.resolve("shop/db.1/actions/backup.deed");
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() throws IOException {
    ErrandBook book = new ErrandBook(root);
    Finding odd = new Finding(Result.FAILED, Optional.of(3), "a=b\nc", "Grüße ✓\n\u0000\ttab");
    for (Entry entry :
        new Entry[] {begun(1), begun(1).of(new Identity(7, 99, "boot")), begun(1).ended(odd)}) {
      book.write(entry);
      assertThat(new ErrandBook(root).read(DB, "backup")).contains(entry);
    }
  }

  @Test
  void onlyWhatIsNotOverIsOpen() throws IOException {
    ErrandBook book = new ErrandBook(root);
    assertThat(book.open()).isEmpty();
    book.write(begun(2));
    assertThat(book.open()).containsExactly(begun(2));
    book.write(begun(2).ended(Finding.of(Result.LOST, "")));
    assertThat(book.open()).isEmpty();
  }

  @Test
  void theNewestTakesThePlaceOfTheOneBefore() throws IOException {
    ErrandBook book = new ErrandBook(root);
    book.write(begun(1));
    book.write(begun(2));
    assertThat(book.read(DB, "backup").orElseThrow().ticket().run()).isEqualTo(2);
    assertThat(book.read(DB, "restore")).isEmpty();
  }

  @Test
  void whatIsDamagedIsPutAsideAndNeverTakenForSomethingElse() throws IOException {
    ErrandBook book = new ErrandBook(root);
    book.write(begun(1));
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(book.read(DB, "backup")).isEmpty();
      assertThat(file()).doesNotExist();
      assertThat(file().resolveSibling("backup.deed.damaged")).exists();
    }
  }

  @Test
  void aCopyUnderAnotherWorkloadIsNotItsOwn() throws IOException {
    ErrandBook book = new ErrandBook(root);
    book.write(begun(1));
    Path other = root.resolve("shop/db.2/actions");
    Files.createDirectories(other);
    Files.move(file(), other.resolve("backup.deed"));
    assertThat(book.open()).isEmpty();
  }
}
