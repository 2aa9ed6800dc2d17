package rhizome.cli.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;

class ConvertTest {

  private static final String COMPOSE =
      "services:\n  web: {image: nginx, command: serve, ports: [\"8080:80\"]}\n";

  @TempDir private Path folder;

  @Test
  void theBlueprintIsTheAnswerAndWhatIsToBeKnownStandsBesideIt() throws IOException {
    Path file = Files.writeString(folder.resolve("shop.yaml"), COMPOSE);
    Said said = run("convert", file.toString());
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .isEqualTo(
            """
            # Made of a docker compose file, %s.
            blueprint: v1
            name: shop
            services:
              web:
                # was run from the image nginx
                run:
                  command: serve
                ports:
                  p80: 8080
            """
                .formatted(file));
    assertThat(said.err())
        .startsWith(
            """
            %s:2:16: warning: the image 'nginx' is not run; its program is, from the node [image]
              2 |   web: {image: nginx, command: serve, ports: ["8080:80"]}
                |                ^
                = the program 'nginx' installed on every node that may run this; paths are those \
            of the node
            """
                .formatted(file))
        .endsWith("\n\n0 errors, 2 warnings in a docker compose file\n");
  }

  @Test
  void whatIsWrittenPassesLintAndIsNotWrittenOverAnything() throws IOException {
    Path file = Files.writeString(folder.resolve("shop.yaml"), COMPOSE);
    Path made = folder.resolve("made.yaml");
    Said said = run("convert", file.toString(), "-o", made.toString());
    assertThat(said.code()).isZero();
    assertThat(said.out()).isEmpty();
    assertThat(run("lint", made.toString()).code()).isZero();
    String before = Files.readString(made);
    Said again = run("convert", file.toString(), "-o", made.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
    assertThat(Files.readString(made)).isEqualTo(before);
    assertThat(run("convert", file.toString(), "-o", file.toString()).code()).isEqualTo(2);
  }

  @Test
  void whatIsOddIsAnErrorOnlyWhenItShallBe() {
    String text = "vm__a: {x: yes}\nactions: [{action: install}]\n";
    assertThat(piped(text, "convert", "-").code()).isZero();
    assertThat(piped(text, "convert", "--all", "-").out()).contains("# install: implied");
    Said strict = piped(text, "convert", "--strict", "-");
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
    assertThat(strict.err())
        .contains("stdin:1:12: the seed read 'yes' as true", "stdin:2:11: install: for no service")
        .endsWith("2 errors, 1 warning in an AYS blueprint\n");
  }

  @Test
  void whatCannotBeConvertedIsToldWithItsPlaceAndNothingIsWritten() throws IOException {
    Path made = folder.resolve("made.yaml");
    Said said = piped("{services: {web: {image: x}}}", "convert", "-", "-o", made.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("stdin:1:13: the service 'web' has no command");
    assertThat(made).doesNotExist();
    assertThat(piped("{odd: 1}", "convert", "-").err())
        .endsWith("in a file of no known language\n");
    assertThat(run("convert", folder.resolve("none.yaml").toString()).code()).isEqualTo(2);
  }

  @Test
  void everyOtherWordNamesThisOneForSuchADocument() throws IOException {
    Path file = Files.writeString(folder.resolve("old.yaml"), "services:\n  - vm__a:\n");
    String told = "this is a ZeroRobot blueprint, not a blueprint v1";
    assertThat(run("lint", file.toString()).out()).contains(told, "'rhizome convert FILE'");
    try (LoopbackGrid grid = new LoopbackGrid(folder)) {
      for (String word : new String[] {"plan", "apply"}) {
        Said said = grid.run(word, file.toString());
        assertThat(said.code()).isNotZero();
        assertThat(said.err()).contains(told, "'rhizome convert FILE'");
      }
    }
  }

  private static Said run(String... words) {
    return ScriptedTerminal.NOBODY.run(words);
  }

  private static Said piped(String text, String... words) {
    return ScriptedTerminal.pipe(text).run(words);
  }
}
