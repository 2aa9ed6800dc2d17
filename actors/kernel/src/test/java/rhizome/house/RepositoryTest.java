package rhizome.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {

  @TempDir private Path root = Path.of("");

  @Test
  void whatMavenBuildsAndWhatToolsHideIsLeftOut() throws IOException {
    write("m/pom.xml", "<project/>");
    write("m/target/generated-sources/G.java", "class G {}");
    write("m/src/main/java/a/target/A.java", "class A {}");
    write(".git/config", "x");
    write(".ci/run", "mvn");
    write(".gitignore", "target/");

    assertThat(Repository.read(root).files())
        .extracting(TextFile::path)
        .containsExactly(".ci/run", ".gitignore", "m/pom.xml", "m/src/main/java/a/target/A.java");
  }

  @Test
  void bytesThatAreNoTextAreLeftOut() throws IOException {
    Files.write(root.resolve("logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    Files.write(root.resolve("zeroes"), new byte[] {'a', 0, 'b'});
    write("text", "äöü\n");

    assertThat(Repository.read(root).files()).containsExactly(new TextFile("text", "äöü\n"));
  }

  @Test
  void theRootIsFoundFromWhereTheTestsRun() {
    assertThat(Repository.locate().resolve("actors/kernel/pom.xml")).exists();
  }

  @Test
  void aFileKnowsItsKindAndItsPackage() {
    TextFile main = new TextFile("m/src/main/java/a/b/C.java", "");
    TextFile test = new TextFile("m/src/test/java/a/b/CTest.java", "");
    TextFile bare = new TextFile("Main.java", "");

    assertThat(main.isMain()).isTrue();
    assertThat(main.isTest()).isFalse();
    assertThat(test.isTest()).isTrue();
    assertThat(main.packageName()).isEqualTo("a.b");
    assertThat(test.packageName()).isEqualTo("a.b");
    assertThat(bare.packageName()).isEmpty();
    assertThat(bare.folder()).isEmpty();
    assertThat(new TextFile("m/src/main/java/module-info.java", "").packageName()).isEmpty();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
