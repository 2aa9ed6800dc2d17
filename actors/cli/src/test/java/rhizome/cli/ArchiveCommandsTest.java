package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grid's memory leaves one data folder as a file, and lives on in another. */
class ArchiveCommandsTest {

  @TempDir Path folder;

  @Test
  void whatWasBackedUpRunsAgainInAnEmptyFolder() throws Exception {
    Path file = folder.resolve("grid.archive");
    Path first = Files.createDirectories(folder.resolve("first"));
    try (GridProcess grid = GridProcess.start(first)) {
      Path blueprint =
          BlueprintFile.write(
              folder, "talk", "talker: {run: {command: sleep, args: [999]}, replicas: 2}\n");
      assertThat(grid.run("apply", blueprint.toString(), "--yes").code()).isZero();
      Said written = grid.run("backup", file.toString(), "--output", "json");
      assertThat(written.code()).as(written.err()).isZero();
      assertThat(written.json().at("events").number()).isPositive();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      Said again = grid.run("backup", file.toString());
      assertThat(again.code()).isEqualTo(3);
      assertThat(again.err()).contains("is there already", "--force");
      assertThat(grid.run("restore", file.toString()).err()).contains("a grid runs on");
    }
    Path second = Files.createDirectories(folder.resolve("second"));
    Said restored = restore(file, second);
    assertThat(restored.code()).as(restored.err()).isZero();
    assertThat(restored.out()).contains("brought back:");
    assertThat(restore(file, second).err()).contains("the journal is not empty");
    try (GridProcess grid = GridProcess.start(second)) {
      GridProcess.await("both run again", () -> grid.processes().size() == 2);
      assertThat(grid.run("explain", "talk/talker#0").out()).contains("started by n1");
    }
  }

  @Test
  void whatIsCutShortIsKeptFromView() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path file = folder.resolve("x.archive");
    LoopbackGrid grid = new LoopbackGrid(data);
    try {
      Said said = grid.run("backup", file.toString());
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err()).contains("the backup is not whole");
      assertThat(folder.toFile().list()).containsExactly("data");
    } finally {
      grid.close();
    }
  }

  @Test
  void aFileThatIsNoArchiveChangesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("notes"), "no archive\n");
    Said said = restore(file, folder.resolve("data"));
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("notes cannot be read as an archive");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private static Said restore(Path file, Path data) {
    return ScriptedTerminal.NOBODY.run("restore", file.toString(), "--data", data.toString());
  }
}
