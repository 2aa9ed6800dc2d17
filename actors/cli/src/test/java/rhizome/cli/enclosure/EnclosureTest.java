package rhizome.cli.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.BlueprintFile;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;

class EnclosureTest {

  @TempDir private Path folder;
  private Path here = Path.of("");

  @BeforeEach
  void write() throws Exception {
    here = Files.createDirectories(folder.resolve("shop"));
    Files.createDirectories(here.resolve("site"));
    Files.writeString(here.resolve("site/index.html"), "<p>${ports.http} ✓");
    Files.writeString(folder.resolve("private"), "key");
  }

  @Test
  void whatABlueprintNamesIsReadFromItsOwnFolder() {
    String text = "{services: {a: {files: {i: {from: site/index.html}, j: {from: ../private}}}}}";
    assertThat(Enclosure.read(here, text))
        .isEqualTo(Map.of("site/index.html", "<p>${ports.http} ✓"));
    assertThat(Enclosure.read(here, "from: [")).isEmpty();
  }

  @Test
  void lintReadsThemToo() throws Exception {
    Path file =
        BlueprintFile.write(
            here,
            "shop",
            "a: {run: x, ports: {http: auto}, health: {tcp: http}, "
                + "files: {i: {from: site/index.html}}}\n");
    Said said = ScriptedTerminal.NOBODY.run("lint", file.toString());
    assertThat(said.err() + said.out()).isEqualTo("0 errors, 0 warnings in 1 file\n");
  }

  @Test
  void whatLiesElsewhereIsMissingOrNoTextIsNotSent() throws Exception {
    Files.createSymbolicLink(here.resolve("out"), folder.resolve("private"));
    refused("out", "it leads out of the folder of the blueprint, to ");
    refused("none", "there is no such file in ");
    refused("site", "it is no file");
    Files.write(here.resolve("binary"), new byte[] {(byte) 0xff, 0});
    refused("binary", "it is no UTF-8 text");
    Files.writeString(here.resolve("large"), "x".repeat((64 << 10) + 1));
    refused("large", "it has more than 65536 bytes");
  }

  private void refused(String from, String why) throws Exception {
    Path file =
        BlueprintFile.write(here, "shop", "a: {run: x, files: {i: {from: %s}}}%n".formatted(from));
    Said said = ScriptedTerminal.NOBODY.run("lint", file.toString());
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("'from: " + from + "' cannot be sent along: " + why);
  }
}
