package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.agent.handle.ErrandBook.Entry;
import rhizome.agent.life.Identity;
import rhizome.grid.task.Deed;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Ticket;
import rhizome.house.Property;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/** The files of the book of errands, written by hand and spoilt by hand. */
class ErrandBookFilesTest {

  private static final WorkloadId DB = WorkloadId.parse("shop/db#1");

  @TempDir private Path root;

  private static Entry entry(String task, int slot, int run) {
    return new Entry(
        TaskId.parse(task),
        new Ticket(run, slot, 1),
        5,
        Instant.parse("2026-01-01T12:00:00.5Z"),
        Duration.ofMillis(1500),
        8192,
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static Entry save(int run) {
    return entry("shop/db/save", 1, run);
  }

  private Path file() {
    return root.resolve("shop/db.1/actions/save.deed");
  }

  private static Lines lines(String... more) {
    Lines lines =
        new Lines()
            .put("task", "shop/db/save")
            .put("ticket", "3.1.1")
            .put("epoch", 5)
            .put("from", "2026-01-01T12:00:00.500Z")
            .put("timeout", "PT1.5S")
            .put("output-max", 8192)
            .put("single", true);
    for (int i = 0; i < more.length; i += 2) {
      lines.put(more[i], more[i + 1]);
    }
    return lines;
  }

  private Optional<Entry> read(Lines lines) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), lines.text());
    return new ErrandBook(root).read(DB, "save");
  }

  @Test
  void anEntryIsTheseLines() throws IOException {
    new ErrandBook(root).write(save(3));
    assertThat(file()).hasContent(lines().text());
    assertThat(read(lines())).contains(save(3));
    assertThat(read(lines("single", "false")).orElseThrow().single()).isFalse();
  }

  @Test
  void aProcessIsWrittenBehindThemAndAnEndBehindThat() throws IOException {
    Lines spawned = lines("pid", "7", "start-ticks", "99", "boot", "b");
    new ErrandBook(root).write(save(3).of(new Identity(7, 99, "b")));
    String text = Files.readString(file(), StandardCharsets.US_ASCII);
    assertThat(text).startsWith("rhizome-handle 1\ntask=shop/db/save\nticket=3.1.1\n");
    assertThat(text.lines().filter(line -> line.startsWith("pid="))).containsExactly("pid=7");
    Optional<Entry> ended =
        read(lines("result", "FAILED", "exit", "3", "detail", "d", "output", "o"));
    Finding finding = new Finding(Result.FAILED, Optional.of(3), "d", "o");
    assertThat(ended).contains(save(3).ended(finding));
    assertThat(spawned.get("pid")).isEqualTo("7");
  }

  @ParameterizedTest
  @EnumSource
  void everyEndIsReadBackWithAndWithoutACode(Result result) throws IOException {
    ErrandBook book = new ErrandBook(root);
    for (Optional<Integer> exit : List.of(Optional.<Integer>empty(), Optional.of(0))) {
      Entry ended = save(1).ended(new Finding(result, exit, "", ""));
      book.write(ended);
      assertThat(book.read(DB, "save")).contains(ended);
    }
    assertThat(book.open()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "task, shop/db",
    "ticket, 3.1",
    "ticket, 0.1.1",
    "epoch, x",
    "from, yesterday",
    "timeout, 9",
    "output-max, ''",
    "result, EXPLODED"
  })
  void whatMakesNoSenseIsPutAsideAndIsAsIfItHadNeverBeen(String key, String value)
      throws IOException {
    assertThat(read(lines(key, value))).isEmpty();
    assertThat(file()).doesNotExist();
    assertThat(file().resolveSibling("save.deed.damaged")).hasContent(lines(key, value).text());
    assertThat(new ErrandBook(root).open()).isEmpty();
  }

  /** A process nobody can find again would be taken for one that is gone. */
  @Test
  void anEntryThatNamesHalfAProcessIsPutAside() throws IOException {
    assertThat(read(lines("pid", "7"))).isEmpty();
    assertThat(file().resolveSibling("save.deed.damaged")).exists();
  }

  @Test
  void whatWasNotFinishedIsNotRead() throws IOException {
    ErrandBook book = new ErrandBook(root);
    book.write(save(1));
    Path next = file().resolveSibling("save.next");
    Files.writeString(next, "rhizome-han");
    assertThat(book.read(DB, "save")).contains(save(1));
    assertThat(book.open()).containsExactly(save(1));
    book.write(save(2));
    assertThat(next).doesNotExist();
    assertThat(book.read(DB, "save")).contains(save(2));
  }

  @Test
  void oneThatIsDamagedDoesNotHideTheOthers() throws IOException {
    ErrandBook book = new ErrandBook(root);
    book.write(save(1));
    book.write(entry("shop/db/clean", 1, 2));
    Files.writeString(file(), "x");
    assertThat(book.open()).containsExactly(entry("shop/db/clean", 1, 2));
  }

  @Test
  void logsLieBesideTheDeeds() {
    assertThat(new ErrandBook(root).log(DB, "save"))
        .isEqualTo(root.resolve("shop/db.1/actions/save.log"));
  }

  @Test
  void anEntryIsADeedOfItsTicketAndEpoch() {
    Finding finding = Finding.of(Result.LOST, "gone");
    assertThat(save(3).workload()).isEqualTo(DB);
    assertThat(save(3).deed()).isEqualTo(new Deed(new Ticket(3, 1, 1), 5, Optional.empty()));
    assertThat(save(3).of(new Identity(1, 2, "b")).ended(finding).deed())
        .isEqualTo(new Deed(new Ticket(3, 1, 1), 5, Optional.of(finding)));
    assertThat(save(3).of(new Identity(1, 2, "b")).ended(finding).process())
        .contains(new Identity(1, 2, "b"));
  }

  /** Against a model that remembers the newest of each. */
  @Test
  void theBookKnowsTheNewestOfEachAndWhatIsOpen() {
    Property.forAll(
        20,
        random -> {
          Path folder = Files.createTempDirectory(root, "book");
          ErrandBook book = new ErrandBook(folder);
          SortedMap<String, Entry> model = new TreeMap<>();
          for (int i = 1; i < 12; i++) {
            String task =
                "shop/" + (random.nextBoolean() ? "db" : "web") + "/a" + random.nextInt(2);
            Entry entry = entry(task, random.nextInt(2), i);
            if (random.nextBoolean()) {
              entry = entry.ended(Finding.of(Result.SUCCEEDED, "x\n" + i));
            }
            book.write(entry);
            model.put(entry.workload() + entry.task().action(), entry);
          }
          ErrandBook again = new ErrandBook(folder);
          for (Entry newest : model.values()) {
            assertThat(again.read(newest.workload(), newest.task().action())).contains(newest);
          }
          assertThat(again.open())
              .containsExactlyInAnyOrderElementsOf(
                  model.values().stream().filter(entry -> entry.over().isEmpty()).toList());
        });
  }
}
