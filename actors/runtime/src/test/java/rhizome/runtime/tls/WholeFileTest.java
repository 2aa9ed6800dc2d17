package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {

  @TempDir Path folder = Path.of("");

  /** A reader that looks all the time sees the old text or the new one, and never a part. */
  @Test
  void aFileIsReplacedAsAWhole() throws InterruptedException {
    Path file = folder.resolve("f");
    String[] texts = {"a".repeat(50_000), "b".repeat(60_000)};
    WholeFile.write(file, texts[0], WholeFile.FOR_ALL);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    WholeFile.write(file, texts[i % 2], WholeFile.FOR_ALL);
                  }
                  done.set(true);
                });
    while (!done.get()) {
      assertThat(WholeFile.read(file)).isIn(texts[0], texts[1]);
    }
    writer.join();
  }

  @Test
  void nothingIsLeftBesideItAndASecretIsItsOwnersFromTheStart() throws IOException {
    Path file = folder.resolve("f");
    WholeFile.write(file, "secret", WholeFile.OWNER_ONLY);
    WholeFile.checkOwnerOnly(file);
    assertThat(file).hasContent("secret");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatCannotBeWrittenIsNamedAndLeavesNothingBehind() throws IOException {
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("full"));
    assertThatThrownBy(() -> WholeFile.write(taken, "text", WholeFile.FOR_ALL))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContaining(taken + " cannot be written");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
    Path nowhere = folder.resolve("nowhere/f");
    assertThatThrownBy(() -> WholeFile.write(nowhere, "text", WholeFile.FOR_ALL))
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void aFolderIsMadeForItsOwnerOnlyAndOneThatIsThereStaysAsItIs() throws IOException {
    Path made = folder.resolve("a/b");
    WholeFile.folder(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
    WholeFile.folder(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("f"));
    assertThatThrownBy(() -> WholeFile.folder(file))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------", "rwx------"})
  void whatItsOwnerAloneMayTouchIsASecret(String mode) throws IOException {
    Path file = Files.createFile(folder.resolve("f"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    WholeFile.checkOwnerOnly(file);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    WholeFile.checkOwnerOnly(link);
  }
}
