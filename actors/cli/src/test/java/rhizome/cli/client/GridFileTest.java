package rhizome.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.exit.Trouble;

class GridFileTest {

  private static final GridFile FILE =
      new GridFile(URI.create("http://127.0.0.1:7717"), 4711, "akka://rhizome@127.0.0.1:25520");

  @TempDir private Path data;

  @Test
  void whatWasWrittenIsReadBackAndOnlyItsOwnerCan() throws IOException {
    FILE.write(data);
    assertThat(GridFile.read(data)).contains(FILE);
    assertThat(Files.getPosixFilePermissions(data.resolve(GridFile.NAME)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFolderWithoutAGridHasNone() {
    assertThat(GridFile.read(data)).isEmpty();
    assertThat(GridFile.read(data.resolve("missing"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"url\":\"http://127.0.0.1:1\"}", "{\"url\":\"a b\",\"pid\":1}", "x"})
  void aDamagedFileIsRefusedByNameWithTheWayOut(String text) throws IOException {
    Files.writeString(data.resolve(GridFile.NAME), text);
    assertThatThrownBy(() -> GridFile.read(data))
        .isInstanceOfSatisfying(
            Trouble.class,
            trouble -> {
              assertThat(trouble.getMessage()).contains(data + "/grid.json");
              assertThat(trouble.remedy()).isPresent();
            });
  }

  @Test
  void aGridTakesAwayOnlyItsOwnFile() throws IOException {
    FILE.write(data);
    new GridFile(FILE.url(), 4712, FILE.member()).delete(data);
    assertThat(GridFile.read(data)).contains(FILE);
    FILE.delete(data);
    assertThat(GridFile.read(data)).isEmpty();
    FILE.delete(data);
  }

  @Test
  void aProcessIsAliveOrNot() throws IOException, InterruptedException {
    assertThat(new GridFile(FILE.url(), ProcessHandle.current().pid(), "").isProcessAlive())
        .isTrue();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(new GridFile(FILE.url(), ended.pid(), "").isProcessAlive()).isFalse();
  }
}
