package rhizome.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.log.segment.SegmentLog;
import rhizome.runtime.log.segment.SegmentReader;
import rhizome.runtime.log.segment.SegmentSettings;

/**
 * {@code kill -9} under load, again and again on the same folder: nothing acknowledged is lost.
 * {@code -Dkill.lives=N} says how often.
 */
class LogKillTest {

  private static final int SCROLLS = 6;
  private static final int LIVES = Integer.getInteger("kill.lives", 2);

  @TempDir Path folder;

  @Test
  void everyAcknowledgedEventIsThereHoweverOftenItsWriterIsKilled() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    Random random = new Random(seed);
    Map<String, Long> promised = new TreeMap<>();
    for (int life = 1; life <= LIVES; life++) {
      Path acknowledged = folder.resolve("acknowledged-" + life);
      Process scribe = start(acknowledged);
      try {
        awaitLines(scribe, acknowledged, 300);
        assertThatThrownBy(() -> open(new EventIndex()))
            .hasMessageContaining("IN_USE: ")
            .hasMessageContaining("the process with pid " + scribe.pid());
        TimeUnit.MILLISECONDS.sleep(random.nextInt(700));
      } finally {
        scribe.destroyForcibly();
        assertThat(scribe.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(scribe.exitValue()).as("it did not end by itself").isEqualTo(128 + 9);
      merge(acknowledged, promised);
      assertThat(promised).hasSize(SCROLLS);
      found(promised, "life %d, with -Dkill.seed=%d".formatted(life, seed));
    }
    long total = promised.values().stream().mapToLong(Long::longValue).sum();
    System.err.printf("kill -9 %d times, %,d acknowledged events: all found%n", LIVES, total);
  }

  private Process start(Path acknowledged) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            LogScribe.class.getName(),
            folder.resolve("log").toString(),
            acknowledged.toString(),
            Integer.toString(SCROLLS));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("scribe.log").toFile())
        .start();
  }

  private void awaitLines(Process scribe, Path file, int lines) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(file) || Files.readAllLines(file).size() < lines) {
      assertThat(scribe.isAlive() && System.nanoTime() < deadline)
          .as("the scribe writes: %s", Files.readString(folder.resolve("scribe.log")))
          .isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** The last line may be torn by the kill; every whole one is a promise. */
  private static void merge(Path file, Map<String, Long> promised) throws IOException {
    String text = Files.readString(file);
    for (String line : text.substring(0, text.lastIndexOf('\n')).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      promised.merge(words[0], Long.valueOf(words[1]), Math::max);
    }
  }

  private SegmentLog open(EventIndex index) {
    return SegmentLog.open(
        new SegmentSettings(folder.resolve("log"), 64 << 10, 1 << 20, 100, 1 << 20), index);
  }

  private void found(Map<String, Long> promised, String when) throws IOException {
    EventIndex index = new EventIndex();
    try (SegmentLog log = open(index);
        SegmentReader reader = log.reader()) {
      for (Map.Entry<String, Long> promise : promised.entrySet()) {
        String id = promise.getKey();
        assertThat(index.highest(id))
            .as("%s, %s", id, when)
            .isGreaterThanOrEqualTo(promise.getValue());
        long next = index.deletedTo(id) + 1;
        for (EventIndex.Extent extent : index.from(id, next)) {
          for (Entry.Stored event : Entry.events(reader.read(extent.place())).events()) {
            long number = Long.parseLong(new String(event.bytes(), StandardCharsets.UTF_8));
            if (number >= next) {
              assertThat(number).as("%s, %s", id, when).isEqualTo(next++);
            }
          }
        }
        assertThat(next).as("%s, %s", id, when).isEqualTo(index.highest(id) + 1);
      }
    }
  }
}
