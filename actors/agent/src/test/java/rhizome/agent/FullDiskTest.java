package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static rhizome.agent.Stage.WEB;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

class FullDiskTest {

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private Path disk = Path.of("/");
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=256k,nr_inodes=64", "tmpfs", disk.toString());
    assumeTrue(mounted, "mounting a small tmpfs is not permitted here: no full disk to test on");
    said.start();
    logger().addAppender(said);
  }

  @AfterEach
  void unmount() throws Exception {
    logger().detachAppender(said);
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  @Test
  void programsRunOnHealAndStopAndTheAgentSaysItOnce() throws Exception {
    try (Stage stage = new Stage(disk.resolve("agent"))) {
      stage.assign(WEB, 1, Specs.sleeper());
      Report.Started first = stage.started(1);
      stage.await(Report.Ready.class);
      Stage.await("the end of the warm-up, whose folders make room", this::warmedUp);
      fill();

      WorkloadId chatty = WorkloadId.parse("shop/chatty#0");
      stage.assign(chatty, 1, Specs.sleeper().attempts(0));
      stage.await(Report.Exhausted.class, exhausted -> exhausted.workload().equals(chatty));

      assertThat(Stage.alive(first.pid())).as("what ran, runs on").isTrue();
      for (int incarnation = 1; incarnation <= 3; incarnation++) {
        Stage.kill(stage.started(incarnation).pid());
      }
      stage.started(4);
      stage.agent().stop(WEB, 1);
      stage.await(Report.Stopped.class);
      assertThat(said.list)
          .filteredOn(event -> event.getFormattedMessage().startsWith("cannot write down"))
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void aFileThatFindsNoRoomIsTheReasonWhyNothingStarts() throws Exception {
    try (Stage stage = new Stage(disk.resolve("agent"))) {
      TextFile large = new TextFile("large", "a/large", 0644, "x".repeat(300 << 10));
      stage.assign(
          WEB,
          1,
          Specs.sleeper().attempts(0).given(new Supplies(List.of(large), List.of(), List.of())));
      assertThat(stage.await(Report.Exhausted.class).exit())
          .isInstanceOfSatisfying(
              Exit.NeverStarted.class,
              exit ->
                  assertThat(exit.reason())
                      .startsWith("its file 'large' cannot be put there: ")
                      .endsWith("/a/large: No space left on device"));
      assertThat(disk.resolve("agent/shop/web.0/work/a")).isEmptyDirectory();
    }
  }

  /** In this order: what leaves the one is in the other until it is deleted. */
  private boolean warmedUp() {
    Path folder = disk.resolve("agent/.warm-up");
    return isEmpty(folder.resolve("rhizome")) && isEmpty(folder.resolve(".trash"));
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  /** Takes every byte and every inode that is left. */
  private void fill() throws IOException {
    Path filler = disk.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException _) {
      // full
    }
    for (int i = 0; i < 1000; i++) {
      try {
        Files.createFile(disk.resolve("file" + i));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("rhizome.agent");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
