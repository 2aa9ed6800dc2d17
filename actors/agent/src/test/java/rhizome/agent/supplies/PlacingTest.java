package rhizome.agent.supplies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.process.NotStarted;

class PlacingTest {

  @TempDir Path folder;
  private Path work = Path.of("/");
  private Path outside = Path.of("/");
  private Placing placing = new Placing(work);

  @BeforeEach
  void make() throws Exception {
    work = folder.resolve("own");
    outside = Files.createDirectory(folder.resolve("outside"));
    placing = new Placing(work);
  }

  @Test
  void aFileIsThereWithItsTextAndItsModeWhateverWasThereBefore() throws Exception {
    placing.file("f", Path.of("a/b/c.conf"), 0640, "one");
    Path file = work.resolve("a/b/c.conf");
    assertThat(file).hasContent("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    Files.writeString(file, "altered");
    placing.file("f", Path.of("a/b/c.conf"), 0755, "two ✓");
    assertThat(file).hasContent("two ✓");
    assertThat(Files.isExecutable(file)).isTrue();
    try (var all = Files.list(file.getParent())) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void aLinkInTheFilesPlaceIsReplacedAndWhatItLedToIsUntouched() throws Exception {
    Path victim = Files.writeString(outside.resolve("victim"), "mine");
    Files.createDirectory(work);
    Files.createSymbolicLink(work.resolve("f"), victim);
    Files.createSymbolicLink(work.resolve(".rhizome-begun"), victim);
    placing.file("f", Path.of("f"), 0644, "text");
    assertThat(victim).hasContent("mine");
    assertThat(work.resolve("f")).hasContent("text").isRegularFile();
    assertThat(Files.isSymbolicLink(work.resolve("f"))).isFalse();
  }

  @Test
  void nothingIsWrittenThroughALinkedFolder() throws Exception {
    Files.createDirectory(work);
    Files.createSymbolicLink(work.resolve("conf"), outside);
    refused("conf/f", "/own/conf: it is a link, and nothing is written through one");
    Files.delete(work.resolve("conf"));
    Files.delete(work);
    Files.createSymbolicLink(work, outside);
    refused("f", "/own: it is a link, and nothing is written through one");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aFolderInItsPlaceOrAFileInItsWayIsNamed() throws Exception {
    Files.createDirectories(work.resolve("f/full"));
    refused("f", "its file 'f' cannot be put there: ");
    Files.writeString(work.resolve("g"), "x");
    refused("g/h", "its file 'f' cannot be put there: ");
    assertThat(work.resolve("f/full")).isDirectory();
  }

  @Test
  void aLinkLeadsWhereItShallAndNothingElseIsRemovedForIt() throws Exception {
    placing.link("v", Path.of("a/data"), outside);
    placing.link("v", Path.of("a/data"), outside);
    assertThat(Files.readSymbolicLink(work.resolve("a/data"))).isEqualTo(outside);
    placing.link("v", Path.of("a/data"), folder);
    assertThat(Files.readSymbolicLink(work.resolve("a/data"))).isEqualTo(folder);
    Files.createDirectory(work.resolve("b"));
    assertThatThrownBy(() -> placing.link("its volume 'v'", Path.of("b"), outside))
        .isInstanceOf(NotStarted.class)
        .hasMessage(
            "its volume 'v' cannot be put there: "
                + work.resolve("b")
                + ": something else lies there");
  }

  private void refused(String path, String why) {
    assertThatThrownBy(() -> placing.file("its file 'f'", Path.of(path), 0644, "x"))
        .isInstanceOf(NotStarted.class)
        .hasMessageContaining(why);
  }
}
