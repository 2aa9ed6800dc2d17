package rhizome.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under load, then look for every event that had been acknowledged. */
class JournalKillTest {

  static final int ENTITIES = 50;

  @TempDir Path folder;

  @RepeatedTest(2)
  void everyAcknowledgedEventIsThereAfterKillNine() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    Path acknowledged = folder.resolve("acknowledged");
    Process scribe = start(where(), acknowledged);
    try {
      awaitLines(scribe, acknowledged, 500);
      TimeUnit.MILLISECONDS.sleep(new Random(seed).nextInt(1500));
    } finally {
      scribe.destroyForcibly();
      assertThat(scribe.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(scribe.exitValue()).as("it did not end by itself").isEqualTo(128 + 9);

    Map<String, Long> promised = promised(acknowledged);
    Map<String, Long> found = found();
    assertThat(promised).hasSize(ENTITIES);
    promised.forEach(
        (id, revision) ->
            assertThat(found.getOrDefault("courier|" + id, 0L))
                .as("%s, with -Dkill.seed=%d", id, seed)
                .isGreaterThanOrEqualTo(revision));
    long total = promised.values().stream().mapToLong(Long::longValue).sum();
    System.err.printf("kill -9 after %,d acknowledged events, seed %d: all found%n", total, seed);
  }

  /** What the scribe is told. */
  String where() {
    return folder.resolve("data").toString();
  }

  Process start(String where, Path acknowledged) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Scribe.class.getName(),
            where,
            acknowledged.toString(),
            Integer.toString(ENTITIES));
    File log = folder.resolve("scribe.log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  void awaitLines(Process scribe, Path file, int lines) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(file) || Files.readAllLines(file).size() < lines) {
      assertThat(scribe.isAlive() && System.nanoTime() < deadline)
          .as("the scribe writes: %s", Files.readString(folder.resolve("scribe.log")))
          .isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** The last line may be torn by the kill; every whole one is a promise. */
  static Map<String, Long> promised(Path file) throws IOException {
    String text = Files.readString(file);
    Map<String, Long> promised = new TreeMap<>();
    for (String line : text.substring(0, text.lastIndexOf('\n')).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      promised.merge(words[0], Long.valueOf(words[1]), Math::max);
    }
    return promised;
  }

  /** How many events of each entity the journal holds, looked at by another process. */
  Map<String, Long> found() throws Exception {
    Path data = folder.resolve("data");
    try (Journal journal = Journal.open(data)) {
      assertThat(journal.remarks()).isEmpty();
      return rows(data.toRealPath());
    }
  }

  private static Map<String, Long> rows(Path data) throws Exception {
    Map<String, Long> found = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(Store.url(data), "sa", "");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT \"persistence_id\", COUNT(*) FROM \"event_journal\""
                        + " GROUP BY \"persistence_id\"")) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getLong(2));
      }
    }
    return found;
  }
}
