package rhizome.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clearing a stage, with stand-ins for what plays on it. */
class StageTest {

  private Stage stage;
  private Path folder;

  @BeforeEach
  void open() throws IOException {
    stage = new Stage();
    folder = Objects.requireNonNull(stage.data().getParent());
    Files.createDirectories(stage.data());
    Files.writeString(stage.data().resolve("journal"), "x");
  }

  @AfterEach
  void close() throws IOException {
    stage.clear();
  }

  @Test
  void anEmptyStageIsClearedAndTwiceDoesNoHarm() throws IOException {
    assertThat(stage.left()).containsExactly("folder " + folder);
    stage.clear();
    assertThat(stage.left()).isEmpty();
    assertThat(folder).doesNotExist();
    stage.clear();
  }

  @Test
  void whatRunsForItGoesWithItAndWhatDoesNotStays() throws Exception {
    Process workload = workload();
    Process neighbour = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(stage.left()).anyMatch(left -> left.startsWith("process " + workload.pid()));
      stage.clear();
      assertThat(stage.left()).isEmpty();
      assertThat(workload.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(neighbour.isAlive()).isTrue();
    } finally {
      neighbour.destroyForcibly();
    }
  }

  /** Ctrl-C may come twice, and a thread that is told to end still has to clean up. */
  @Test
  void whoIsInterruptedClearsAllTheSameAndStaysInterrupted() throws Exception {
    Process workload = workload();
    Thread.currentThread().interrupt();
    stage.clear();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(workload.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder).doesNotExist();
  }

  private Process workload() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("RHIZOME_AGENT", folder.resolve("n1").toString());
    return builder.start();
  }
}
