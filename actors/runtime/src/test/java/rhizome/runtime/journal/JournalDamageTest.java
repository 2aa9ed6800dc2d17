package rhizome.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.Property;

/**
 * A disk that rots, anywhere. Either the journal says so, or every acknowledged event is read back
 * as it was written, entity by entity and in order: never silence, never another event. What is
 * read is compared with a list kept outside the journal.
 */
class JournalDamageTest {

  private static final int EVENTS = 400;
  private static final int PAGE = 4096;
  private static final int CASES = Integer.getInteger("damage.cases", 12);

  @TempDir Path temporary;
  private final Map<String, List<String>> written = Rows.expected(EVENTS);
  private byte[] whole = {};
  private int copies;

  @BeforeEach
  void write() throws Exception {
    Path folder = temporary.toRealPath().resolve("data");
    Rows.write(folder, EVENTS);
    compact(folder);
    whole = Files.readAllBytes(folder.resolve(Store.FILE));
    assertThat(read(folder)).as("undamaged").isEqualTo(written);
  }

  /** Leaves nothing in the file that nobody would miss. */
  private static void compact(Path folder) throws SQLException {
    try (Connection connection = DriverManager.getConnection(Store.url(folder), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN COMPACT");
    }
  }

  @Test
  void bitsThatFlipAnywhereAreRefusedOrHarmless() {
    int refused =
        lawHolds(
            (random, file) -> {
              for (int i = random.nextInt(1, 4); i > 0; i--) {
                int at = random.nextInt(file.length);
                file[at] ^= (byte) (1 << random.nextInt(8));
              }
              return file;
            });
    assertThat(refused).as("hits of %d", CASES).isPositive();
  }

  @Test
  void aFileThatEndsAnywhereIsRefusedOrHarmless() {
    int refused = lawHolds((random, file) -> Arrays.copyOf(file, random.nextInt(file.length)));
    assertThat(refused).as("hits of %d", CASES).isPositive();
  }

  @Test
  void pagesOfZerosAnywhereAreRefusedOrHarmless() {
    int refused =
        lawHolds(
            (random, file) -> {
              int from = page(random, file);
              int to = Math.min(file.length, from + PAGE * random.nextInt(1, 5));
              Arrays.fill(file, from, to, (byte) 0);
              return file;
            });
    assertThat(refused).as("hits of %d", CASES).isPositive();
  }

  @Test
  void garbageAnywhereIsRefusedOrHarmless() {
    int refused =
        lawHolds(
            (random, file) -> {
              byte[] garbage = new byte[random.nextInt(1, PAGE)];
              random.nextBytes(garbage);
              int at = random.nextInt(file.length - garbage.length);
              System.arraycopy(garbage, 0, file, at, garbage.length);
              return file;
            });
    assertThat(refused).as("hits of %d", CASES).isPositive();
  }

  /** A drive that writes the right bytes to the wrong place. */
  @Test
  void aPageInThePlaceOfAnotherIsRefusedOrHarmless() {
    int refused =
        lawHolds(
            (random, file) -> {
              int from = page(random, file);
              int to = page(random, file);
              System.arraycopy(file.clone(), from, file, to, PAGE);
              return file;
            });
    assertThat(refused).as("hits of %d", CASES).isPositive();
  }

  /** A drive that says it has written and has not. */
  @Test
  void pagesThatStayedAsTheyWereLongAgoAreRefusedOrHarmless() throws Exception {
    Path folder = temporary.toRealPath().resolve("older");
    Rows.write(folder, EVENTS / 2);
    byte[] older = Files.readAllBytes(folder.resolve(Store.FILE));
    Rows.write(folder, EVENTS / 2);
    whole = Files.readAllBytes(folder.resolve(Store.FILE));
    lawHolds(
        (random, file) -> {
          for (int at = 0; at + PAGE <= Math.min(file.length, older.length); at += PAGE) {
            if (random.nextBoolean()) {
              System.arraycopy(older, at, file, at, PAGE);
            }
          }
          return file;
        });
  }

  private static int page(RandomGenerator random, byte[] file) {
    return random.nextInt(file.length / PAGE) * PAGE;
  }

  @FunctionalInterface
  private interface Damage {
    byte[] in(RandomGenerator random, byte[] file);
  }

  /** How many of the cases were refused. */
  private int lawHolds(Damage damage) {
    AtomicInteger refused = new AtomicInteger();
    Property.forAll(
        CASES,
        random -> {
          // H2 keeps a file locked in this process when its very header does not parse.
          Path folder = Files.createDirectory(temporary.toRealPath().resolve("case-" + copies++));
          Path file = Files.write(folder.resolve(Store.FILE), damage.in(random, whole.clone()));
          byte[] before = Files.readAllBytes(file);
          Mark.write(folder, EVENTS).close();
          try {
            assertThat(read(folder)).isEqualTo(written);
          } catch (JournalRefused e) {
            refused.incrementAndGet();
            assertThat(e)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("restore it from a copy")
                .hasMessageContaining(Mark.FILE);
            assertThat(file).as("a refused file stays as it is").hasBinaryContent(before);
          }
        });
    return refused.get();
  }

  /** As the plugin reads them: by entity, in the order of their numbers. */
  private Map<String, List<String>> read(Path folder) throws Exception {
    Map<String, List<String>> found = new TreeMap<>();
    try (EmbeddedJournal journal = Journal.open(folder);
        Connection connection = DriverManager.getConnection(Store.url(folder), "sa", "");
        Statement statement = connection.createStatement()) {
      assertThat(journal.acknowledged()).isEqualTo(EVENTS);
      assertThat(journal.remarks()).isEmpty();
      for (String entity : written.keySet()) {
        List<String> story = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(Rows.story(entity))) {
          while (rows.next()) {
            story.add(Rows.row(rows));
          }
        }
        found.put(entity, story);
      }
    }
    return found;
  }
}
