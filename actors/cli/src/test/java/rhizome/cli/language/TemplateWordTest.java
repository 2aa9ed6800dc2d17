package rhizome.cli.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.json.JsonText;

class TemplateWordTest {

  private static final Path ROOT = Path.of(System.getProperty("rhizome.root"));

  @TempDir private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("it.yaml");
    Files.writeString(
        file,
        """
        blueprint: v1
        name: it
        parameters: {word: {type: text}}
        services: {a: {template: echo, with: {word: "${params.word}"}}}
        """);
    Path templates = Files.createDirectory(folder.resolve("templates"));
    Files.writeString(templates.resolve("README.md"), "no template");
    Files.writeString(
        templates.resolve("echo.yaml"),
        """
        template: v1
        name: echo
        version: 1.0.0
        parameters: {word: {type: text}}
        services: {main: {run: {command: echo, args: ["${params.word}"]}}}
        """);
  }

  @Test
  void theLibraryIsListedAndShownAsItIsWritten() throws IOException {
    assertThat(run("template", "list").out()).contains("static-site 1.0.0  serves the files");
    String json = run("template", "list", "-o", "json").out();
    assertThat(JsonText.parse(json).at("templates").items())
        .extracting(template -> template.at("name").text())
        .containsExactly("nginx-lb", "nginx-web", "postgresql", "redis", "static-site");
    assertThat(run("template", "show", "static-site@^1").out())
        .isEqualTo(Files.readString(ROOT.resolve("blueprints/templates/static-site.yaml")));
    assertThat(run("schema", "--template", "static-site").out()).contains("\"folder\"");
  }

  @Test
  void anUnknownTemplateNamesTheNearest() {
    Said said = run("template", "show", "static-sight");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("template 'static-sight' not found", "'static-site'?");
    assertThat(run("template").err()).contains("what to do is missing: list or show");
  }

  @Test
  void whatAFolderAndOptionsGiveIsReadWithTheBlueprint() {
    String templates = folder.resolve("templates").toString();
    assertThat(lint("--templates", templates, "--set", "word=hello").code()).isZero();
    assertThat(lint("--templates", templates).out()).contains("parameter 'word' has no value");
    assertThat(lint("--set", "word=hello").out()).contains("template 'echo' not found");
    assertThat(lint("--templates", templates, "--set", "wrod=hello").out())
        .contains("the blueprint has no parameter 'wrod'", "did you mean 'word'?");
    Said missing = lint("--templates", folder.resolve("none").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("cannot be read");
  }

  @Test
  void anErrorInAFileOfTheFolderIsShownInThatFile() throws IOException {
    Path echo = folder.resolve("templates/echo.yaml");
    Files.writeString(echo, Files.readString(echo).replace("command:", "comand:"));
    assertThat(lint("--templates", folder.resolve("templates").toString(), "--set", "word=x").out())
        .contains(echo + ":5:", "asked for by 'a' at " + file + ":4:12");
  }

  private Said lint(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "lint";
    words[1] = file.toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return run(words);
  }

  private static Said run(String... words) {
    return ScriptedTerminal.NOBODY.run(words);
  }
}
