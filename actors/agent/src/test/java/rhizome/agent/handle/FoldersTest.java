package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.Specs;
import rhizome.agent.Stage;
import rhizome.agent.life.Job;
import rhizome.agent.life.State;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

class FoldersTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");

  @TempDir Path root;
  private Folders folders;

  @BeforeEach
  void open() {
    folders = new Folders(root, 2);
  }

  @Test
  void theNewestStateIsTheOneThatIsLoaded() throws Exception {
    for (int i = 1; i <= 5; i++) {
      folders.save(WEB, waiting(WEB, i));
      assertThat(reload()).isEqualTo(Map.of(WEB, waiting(WEB, i)));
    }
  }

  @Test
  void anotherAgentGoesOnCountingWhereTheFirstEnded() throws Exception {
    folders.save(WEB, waiting(WEB, 1));
    folders = new Folders(root, 2);
    folders.load();
    folders.save(WEB, waiting(WEB, 2));
    assertThat(reload()).isEqualTo(Map.of(WEB, waiting(WEB, 2)));
  }

  @Test
  void aWriteCutShortLeavesTheStateBeforeIt() throws Exception {
    folders.save(WEB, waiting(WEB, 1));
    folders.save(WEB, waiting(WEB, 2));
    cutShort("handle.0");
    assertThat(reload()).isEqualTo(Map.of(WEB, waiting(WEB, 1)));
  }

  @Test
  void whatIsDamagedBeyondUseIsPutAsideAndNotSilentlyLost() throws Exception {
    folders.save(WEB, waiting(WEB, 1));
    cutShort("handle.1");
    assertThat(reload()).isEmpty();
    assertThat(folders.of(WEB).resolve("handle.1.damaged")).exists();
    assertThat(folders.of(WEB).resolve("handle.1")).doesNotExist();
  }

  @Test
  void aWorkloadStruckOutHalfWayDoesNotComeBackInAnOlderState() throws Exception {
    folders.save(WEB, waiting(WEB, 1));
    folders.save(WEB, waiting(WEB, 2));
    new Slots().delete(folders.of(WEB), 2);
    assertThat(reload()).isEmpty();

    folders.save(WEB, waiting(WEB, 3));
    folders.save(WEB, waiting(WEB, 4));
    // The order of deletion: at no moment is the older the only one.
    Files.delete(folders.of(WEB).resolve("handle.1"));
    assertThat(reload()).isEqualTo(Map.of(WEB, waiting(WEB, 4)));
  }

  @Test
  void ofStoppedWorkloadsOnlyTheLogsOfTheLastFewStay() throws Exception {
    for (int slot = 0; slot < 4; slot++) {
      WorkloadId workload = WorkloadId.parse("shop/web#" + slot);
      folders.save(workload, waiting(workload, 1));
      folders.emptyWork(workload);
      Files.writeString(folders.log(workload), "said " + slot);
      folders.forget(workload);
      assertThat(folders.work(workload)).doesNotExist();
    }
    assertThat(root.resolve("shop/web.0")).doesNotExist();
    assertThat(root.resolve("shop/web.1")).doesNotExist();
    assertThat(root.resolve("shop/web.2/out.log")).hasContent("said 2");
    assertThat(root.resolve("shop/web.3/out.log")).hasContent("said 3");
    assertThat(reload()).isEmpty();
    Stage.await("the trash to be emptied", () -> isEmpty(root.resolve(".trash")));
  }

  @Test
  void anAgentMayEmptyTheTrashThatTheOneBeforeItIsStillEmptying() throws Exception {
    for (int round = 0; round < 200; round++) {
      for (int slot = 0; slot < 3; slot++) {
        WorkloadId workload = WorkloadId.parse("shop/web#" + slot);
        folders.save(workload, waiting(workload, 1));
        folders.emptyWork(workload);
        Files.createDirectories(folders.work(workload).resolve("some/thing"));
        folders.forget(workload);
      }
      assertThat(reload()).isEmpty();
    }
  }

  @Test
  void aWorkloadThatComesBackKeepsItsLog() throws Exception {
    for (int i = 0; i < 5; i++) {
      folders.save(WEB, waiting(WEB, 1));
      Files.writeString(folders.log(WEB), "said");
      folders.forget(WEB);
    }
    assertThat(folders.log(WEB)).hasContent("said");
  }

  @Test
  void aFirstProcessFindsItsFolderEmpty() throws Exception {
    folders.save(WEB, waiting(WEB, 1));
    folders.emptyWork(WEB);
    Files.writeString(folders.work(WEB).resolve("left"), "over");
    folders.emptyWork(WEB);
    assertThat(folders.work(WEB)).isEmptyDirectory();
  }

  private Map<WorkloadId, State> reload() throws IOException {
    return new Folders(root, 2).load();
  }

  private void cutShort(String slot) throws IOException {
    Path file = folders.of(WEB).resolve(slot);
    Files.writeString(file, Files.readString(file).substring(0, 100));
  }

  private static boolean isEmpty(Path folder) {
    String[] names = folder.toFile().list();
    return names == null || names.length == 0;
  }

  private static State waiting(WorkloadId workload, int code) {
    return new State.Waiting(
        Job.first(new Assignment(workload, 1, Specs.sleeper().spec())),
        new Exit.Code(code),
        Instant.parse("2026-01-01T12:00:00Z"));
  }
}
