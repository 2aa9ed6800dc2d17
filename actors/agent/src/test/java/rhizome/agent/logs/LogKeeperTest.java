package rhizome.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import rhizome.agent.Stage;
import rhizome.agent.process.FileHead;

class LogKeeperTest {

  private static final int LIMIT = 10_000;

  @TempDir Path folder;

  @Test
  void aLogThatOutgrowsItsLimitIsCutAndItsEndKept() throws Exception {
    Path log = folder.resolve("out.log");
    try (LogKeeper keeper = new LogKeeper(folder, LIMIT, 3)) {
      assertThat(keeper.create(log)).isTrue();
      keeper.keep(log);
      for (int round = 1; round <= 5; round++) {
        append(log, ("round " + round + "\n").repeat(LIMIT / 8 + 1));
        Stage.await("the cut", () -> size(log) <= FileHead.BLOCK);
      }
      assertThat(keeper.files(log))
          .extracting(path -> path.getFileName().toString())
          .containsExactly("out.log", "out.log.1", "out.log.2", "out.log.3");
      assertThat(kept()).contains("round 3\n".repeat(100)).endsWith("round 5\n".repeat(100));
    }
  }

  @Test
  void whatIsDroppedLeavesALineWhereItIsMissing() throws Exception {
    Path log = folder.resolve("out.log");
    append(log, "a".repeat(2 * LIMIT) + "b".repeat(LIMIT));
    assertThat(new Rotation(LIMIT, 1).cut(log)).isTrue();
    assertThat(kept()).isEqualTo(dropped(2 * LIMIT) + "b".repeat(LIMIT));
  }

  @Test
  void theLineOnWhatIsDroppedOutlivesTheCutsAfterIt() throws Exception {
    Path log = folder.resolve("out.log");
    Rotation rotation = new Rotation(LIMIT, 3);
    append(log, "x".repeat(2 * LIMIT));
    assertThat(rotation.cut(log)).isTrue();
    for (int quiet = 2; quiet <= 3; quiet++) {
      append(log, "y".repeat(LIMIT + 1));
      assertThat(rotation.cut(log)).isTrue();
      assertThat(folder.resolve("out.log." + quiet)).content().startsWith(dropped(LIMIT));
    }
  }

  @Test
  void withNoOlderFilesTheLineStandsInTheLogItself() throws Exception {
    Path log = folder.resolve("out.log");
    append(log, "x".repeat(LIMIT + 1));
    assertThat(new Rotation(LIMIT, 0).cut(log)).isTrue();
    assertThat(log).content().isEqualTo(dropped(LIMIT + 1));
  }

  @Test
  void aLogWithinItsLimitIsNotTouched() throws Exception {
    Path log = folder.resolve("out.log");
    append(log, "x".repeat(LIMIT));
    assertThat(new Rotation(LIMIT, 1).cut(log)).isFalse();
    assertThat(size(log)).isEqualTo(LIMIT);
  }

  @Test
  void withNoOlderFilesAllowedNoneIsMade() throws Exception {
    Path log = folder.resolve("out.log");
    append(log, "x".repeat(LIMIT + 1));
    assertThat(new Rotation(LIMIT, 0).cut(log)).isTrue();
    assertThat(new Rotation(LIMIT, 0).files(log)).containsExactly(log);
  }

  @Test
  void aLogThatIsReleasedOrRemovedDoesNoHarm() throws Exception {
    Path log = folder.resolve("out.log");
    Path other = folder.resolve("other.log");
    try (LogKeeper keeper = new LogKeeper(folder, LIMIT, 1)) {
      keeper.keep(folder.resolve("never-there.log"));
      keeper.create(log);
      keeper.keep(log);
      Files.delete(log);
      keeper.create(other);
      keeper.keep(other);
      keeper.release(log);
      append(other, "x".repeat(2 * LIMIT));
      Stage.await("the cut of the other", () -> size(other) < LIMIT);
    }
  }

  @Test
  void aFullDiskIsSaidOnceAndTheLogGivesWay() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "mounting a small tmpfs is not permitted here, so there is no full disk to test on");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(LogKeeper.class);
    said.start();
    logger.addAppender(said);
    Path log = disk.resolve("out.log");
    try (LogKeeper keeper = new LogKeeper(disk, 600_000, 3)) {
      keeper.create(log);
      keeper.keep(log);
      for (int i = 0; i < 3; i++) {
        append(log, "x".repeat(700_000)); // no room for a copy beside it
        Stage.await(
            "a word on it", () -> Stage.text(log).contains("dropped here: the disk is full"));
        assertThat(size(log)).isLessThan(600_000);
        Files.write(log, new byte[0]);
      }
      assertThat(said.list)
          .filteredOn(event -> event.getFormattedMessage().contains("is full"))
          .hasSize(1);
    } finally {
      logger.detachAppender(said);
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  /** All that is kept, the oldest first. */
  private String kept() throws IOException {
    StringBuilder kept = new StringBuilder();
    for (Path file : new Rotation(LIMIT, 3).files(folder.resolve("out.log")).reversed()) {
      kept.append(Files.readString(file));
    }
    return kept.toString();
  }

  private static String dropped(int bytes) {
    return "[rhizome] %d bytes of output were dropped here: it is written faster than it may grow"
            .formatted(bytes)
        + " (limit %d bytes)%n".formatted(LIMIT);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static void append(Path log, String text) throws IOException {
    Files.write(
        log,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
