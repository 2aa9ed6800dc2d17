package rhizome.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir private Path root;
  private Path folder;
  private Process workload;
  private Process neighbour;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectories(root.resolve("grid"));
    Files.createDirectories(folder.resolve("n1"));
    Files.createDirectories(root.resolve("grid2"));
    workload = sleep(folder.resolve("n1"));
    neighbour = sleep(root.resolve("grid2"));
  }

  @AfterEach
  void end() {
    workload.destroyForcibly();
    neighbour.destroyForcibly();
  }

  @Test
  void workloadsAreFoundByTheFolderOfTheirAgentAndNeighboursAreNot() {
    assertThat(new Leftovers(folder).workloads())
        .extracting(ProcessHandle::pid)
        .containsExactly(workload.pid());
    assertThat(new Leftovers(folder.resolve("n1")).workloads()).hasSize(1);
    assertThat(new Leftovers(folder.resolve("n2")).workloads()).isEmpty();
  }

  @Test
  void whatNamesTheFolderInItsCommandIsFoundToo() throws IOException {
    Process tail =
        new ProcessBuilder("tail", "-f", Files.createFile(folder.resolve("x")) + "").start();
    try {
      assertThat(new Leftovers(folder).workloads())
          .extracting(ProcessHandle::pid)
          .doesNotContain(tail.pid());
      assertThat(new Leftovers(folder).processes())
          .extracting(ProcessHandle::pid)
          .containsExactlyInAnyOrder(workload.pid(), tail.pid());
    } finally {
      tail.destroyForcibly();
    }
  }

  @Test
  void theFolderIsFoundAsTheValueOfAnOption() throws IOException {
    Process grid = new ProcessBuilder("sh", "-c", "read end", "sh", "--data=" + folder).start();
    try {
      assertThat(new Leftovers(folder).processes())
          .extracting(ProcessHandle::pid)
          .containsExactlyInAnyOrder(workload.pid(), grid.pid());
      assertThat(new Leftovers(root.resolve("gri")).processes()).isEmpty();
    } finally {
      grid.destroyForcibly();
    }
  }

  @Test
  void killingEndsOnlyWhatIsOurs() throws InterruptedException {
    new Leftovers(folder).kill();
    assertThat(new Leftovers(folder).processes()).isEmpty();
    assertThat(neighbour.isAlive()).isTrue();
  }

  @Test
  void aFolderGoesWithAllThatIsInIt() throws IOException {
    Files.createDirectories(folder.resolve("a/b/c"));
    Files.writeString(folder.resolve("a/b/file"), "x");
    Files.createSymbolicLink(folder.resolve("a/link"), root.resolve("grid2"));
    new Leftovers(folder).delete();
    assertThat(folder).doesNotExist();
    assertThat(root.resolve("grid2")).exists();
    new Leftovers(folder).delete();
  }

  private static Process sleep(Path agent) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("RHIZOME_AGENT", agent.toString());
    return builder.start();
  }
}
