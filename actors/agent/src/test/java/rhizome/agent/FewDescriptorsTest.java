package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.AgentJvm.slot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.kernel.WorkloadId;

/** An agent that may open only so many files: what it holds runs on, the rest is told why not. */
class FewDescriptorsTest {

  private static final int LIMIT = 64;
  private static final int WORKLOADS = 60;

  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() throws Exception {
    new Stage(folder.resolve("agent")).close();
    assertThat(Tagged.leaders(folder.resolve("agent"))).isEmpty();
  }

  @Test
  void whatCannotBeWatchedIsNotLeftRunningAndWhatIsHeldIsHealed() throws Exception {
    Path root = Files.createDirectory(folder.resolve("agent"));
    List<String> scripts = Collections.nCopies(WORKLOADS, "exec sleep 1000000");
    try (AgentJvm _ = AgentJvm.start(root, LIMIT, scripts)) {
      Stage.await(
          "a refusal",
          () ->
              AgentJvm.said(root).stream().anyMatch(line -> line.contains("cannot watch another")));
      assertThat(AgentJvm.said(root)).anyMatch(line -> line.contains("Too many open files"));
      WorkloadId first = slot(0);
      long pid = Tagged.pids(Tagged.leaders(root)).getOrDefault(first, 0L);
      Stage.kill(pid);
      Stage.await(
          "its replacement",
          () -> {
            Map<WorkloadId, Long> now = Tagged.pids(Tagged.leaders(root));
            return now.containsKey(first) && now.get(first) != pid;
          });
    }
  }
}
