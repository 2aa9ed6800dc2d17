package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of one core, real processes, and who has to leave it. */
@Tag("chaos")
class PriorityGridTest {

  private static final String BATCH =
      """
      batch:
        run: {command: sleep, args: [1000], grace: 100ms}
        replicas: 2
        priority: -10
        resources: {cpu: 500m, memory: 1MiB}
      """;

  private static final String WEB =
      """
      web:
        run: {command: sleep, args: [1000], grace: 100ms}
        priority: 100
        resources: {cpu: 400m, memory: 1MiB}
      """;

  @TempDir private Path data;

  @Test
  void theLowerGivesWayAndComesBackWhenThereIsRoomAgain() throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data, "--cpu", "1", "--memory", "1GiB")) {
      Said batch = grid.run("apply", grid.blueprint("low", BATCH).toString(), "--yes");
      assertThat(batch.code()).as(batch.err()).isZero();
      List<Long> first = grid.processes("low/batch#0");
      List<Long> second = grid.processes("low/batch#1");

      String web = grid.blueprint("high", WEB).toString();
      assertThat(grid.run("plan", web).out())
          .contains("would preempt: low/batch#", "(priority -10) for high/web#0");
      Said applied = grid.run("apply", web, "--yes");
      assertThat(applied.code()).as(applied.err()).isZero();
      assertThat(grid.processes("high/web#0")).hasSize(1);
      int victim = grid.processes("low/batch#0").isEmpty() ? 0 : 1;
      assertThat(grid.processes("low/batch#" + victim)).isEmpty();
      assertThat(grid.processes("low/batch#" + (1 - victim)))
          .as("no more than is needed")
          .isEqualTo(victim == 0 ? second : first);
      assertThat(grid.run("explain", "low/batch#" + victim).out())
          .contains("preempted by high/web#0 (priority 100 > -10)");
      GridProcess.await(
          "waits", () -> grid.run("explain", "low/batch#" + victim).out().contains("no node fits"));

      assertThat(grid.run("destroy", "high", "--yes").code()).isZero();
      GridProcess.await("back", () -> grid.processes("low/batch#" + victim).size() == 1);
    }
  }
}
