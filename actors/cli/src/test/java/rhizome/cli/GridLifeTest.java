package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.client.GridFile;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.gateway.OperatorToken;

/**
 * A grid from its first start to its end, as an operator lives it: every command a real process.
 */
class GridLifeTest {

  @TempDir private Path data;

  @Test
  void aGridIsStartedUsedAndEndedByCommandsAlone() throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data)) {
      Path file =
          grid.blueprint(
              "talk",
              """
              talker:
                run: {command: sh, args: [-c, "echo hello from $RHIZOME_WORKLOAD; exec sleep 999"]}
                replicas: 2
                health: {process: true}
              """);
      Said applied = grid.runInItsOwnJvm("apply", file.toString(), "--yes");
      assertThat(applied.err()).contains("talk is ready, after");
      assertThat(applied.out()).contains("+ create  talker  2 created");
      assertThat(applied.code()).isZero();
      seesWhatRuns(grid);
      takesAChange(grid, file);
      goesBack(grid);
      Said destroyed = grid.runInItsOwnJvm("destroy", "talk", "--yes");
      assertThat(destroyed.err()).contains("talk is gone, after");
      assertThat(destroyed.code()).isZero();
      assertThat(grid.processes()).isEmpty();
      endsLeavingNothing(grid, file);
    }
  }

  private static void seesWhatRuns(GridProcess grid) throws IOException, InterruptedException {
    Said got = grid.runInItsOwnJvm("get", "workloads", "--output", "json");
    List<Json> workloads = JsonText.parse(got.out()).at("workloads").items();
    assertThat(workloads)
        .extracting(w -> w.at("id").text())
        .containsExactly("talk/talker#0", "talk/talker#1");
    assertThat(grid.processes("talk/talker#0"))
        .containsExactly(workloads.getFirst().at("pid").number());
    assertThat(grid.runInItsOwnJvm("logs", "talk/talker#1").out())
        .isEqualTo("hello from talk/talker#1\n");
    assertThat(grid.runInItsOwnJvm("explain", "talk/talker#0").out())
        .contains("started by n1", "ready, ");
    assertThat(grid.run("status").out()).contains("well");
    assertThat(grid.run("get", "nodes").out()).contains("n1", "online");
    assertThat(grid.run("events").out()).contains("robot talk", "workload talk/talker#0");
    assertThat(grid.run("retry", "talk/talker#0").code()).isEqualTo(3);
  }

  private static void takesAChange(GridProcess grid, Path file)
      throws IOException, InterruptedException {
    Files.writeString(file, Files.readString(file).replace("replicas: 2", "replicas: 1"));
    Said planned = grid.run("plan", file.toString());
    assertThat(planned.out()).contains("~ scale", "replicas: 2 -> 1");
    assertThat(grid.processes()).as("a plan changes nothing").hasSize(2);
    List<Long> kept = grid.processes("talk/talker#0");
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    GridProcess.await("one left", () -> grid.processes().size() == 1);
    assertThat(grid.processes("talk/talker#0")).isEqualTo(kept);
    assertThat(grid.run("apply", file.toString()).out()).contains("nothing to change");
  }

  private static void goesBack(GridProcess grid) throws IOException, InterruptedException {
    List<Long> kept = grid.processes("talk/talker#0");
    assertThat(grid.run("diff", "talk", "2", "1").out())
        .contains("replicas: 1 -> 2", "-    replicas: 1", "+    replicas: 2");
    assertThat(grid.processes()).as("a difference changes nothing").hasSize(1);
    Said back = grid.runInItsOwnJvm("rollback", "talk", "--yes");
    assertThat(back.err()).contains("back to what generation 1 said", "talk is ready, after");
    assertThat(back.code()).isZero();
    assertThat(grid.processes()).hasSize(2).containsEntry("talk/talker#0", kept);
    List<Json> told = grid.client().get("/v1/robots/talk/revisions").at("revisions").items();
    assertThat(told)
        .extracting(revision -> revision.at("generation").number())
        .containsExactly(3L, 2L, 1L);
    assertThat(told.getFirst().at("digest")).isEqualTo(told.getLast().at("digest"));
    assertThat(grid.run("history", "talk").out()).contains("operator, back to generation 1");
  }

  private static void endsLeavingNothing(GridProcess grid, Path file)
      throws IOException, InterruptedException {
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    assertThat(grid.processes()).hasSize(1);
    assertThat(grid.runInItsOwnJvm("down").code()).isZero();
    grid.awaitEnd();
    assertThat(grid.processes()).isEmpty();
    assertThat(GridFile.read(grid.data())).isEmpty();
    assertThat(grid.run("status").code()).isEqualTo(4);
  }

  @Test
  void whatIsWrittenIntoTheDataFolderOnlyItsOwnerCanRead()
      throws IOException, InterruptedException {
    try (GridProcess grid = GridProcess.start(data, "--nodes", "0")) {
      for (String secret : List.of(OperatorToken.FILE, GridFile.NAME, "member.p12")) {
        assertThat(Files.getPosixFilePermissions(grid.data().resolve(secret)))
            .as(secret)
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
      secondGridIsRefused(grid);
      wrongTokenIsRefused(grid);
      interruptedGridEndsInGoodOrder(grid);
    }
  }

  private static void secondGridIsRefused(GridProcess grid)
      throws IOException, InterruptedException {
    Said second = grid.runInItsOwnJvm("up", "--port", "0");
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).contains("in use by the process with pid " + grid.pid());
    assertThat(grid.run("status").code()).as("the first lives on").isZero();
  }

  private static void wrongTokenIsRefused(GridProcess grid) throws IOException {
    Path file = grid.blueprint("thief", "x:\n  run: {command: sleep, args: [999]}\n");
    Path token = grid.data().resolve(OperatorToken.FILE);
    String right = Files.readString(token);
    Files.writeString(token, "x".repeat(43) + "\n");
    Said refused = grid.run("apply", file.toString(), "--yes");
    Files.writeString(token, right);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("--data");
    assertThat(grid.run("get", "robots", "-o", "json").out()).doesNotContain("thief");
    assertThat(grid.processes()).isEmpty();
  }

  /** A signal is a wish to end, not a crash. */
  private static void interruptedGridEndsInGoodOrder(GridProcess grid) throws InterruptedException {
    ProcessHandle.of(grid.pid()).ifPresent(ProcessHandle::destroy);
    grid.awaitEnd();
    assertThat(GridFile.read(grid.data())).isEmpty();
  }
}
