package rhizome.cli.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

class GivenFoldersTest {

  @TempDir private Path folder;

  @Command(name = "word")
  private static final class Word {
    @Mixin private final GivenOptions options = new GivenOptions();
  }

  private static Given given(String... words) {
    Word word = new Word();
    new CommandLine(word).parseArgs(words);
    return word.options.given();
  }

  private Path folder(String name, String... files) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    for (String file : files) {
      Files.writeString(made.resolve(file), "text of " + file);
    }
    return made;
  }

  @Test
  void whoSaysNothingGivesNothing() {
    assertThat(given()).isEqualTo(Given.NOTHING);
  }

  @Test
  void theFilesOfAFolderComeInOrderOfNameWithTheirPlace() throws IOException {
    Path templates = folder("templates", "b.yaml", "a.yml", "c.yaml");
    assertThat(given("--templates", templates.toString()).templates())
        .containsExactly(
            new Given.Text(templates + "/a.yml", "text of a.yml"),
            new Given.Text(templates + "/b.yaml", "text of b.yaml"),
            new Given.Text(templates + "/c.yaml", "text of c.yaml"));
  }

  @Test
  void whatIsNoYamlOrNoFileIsPassedOver() throws IOException {
    Path templates = folder("templates", "README.md", "a.yaml.bak", "yaml", "a.YAML", "z.yaml");
    Files.createDirectory(templates.resolve("nested.yaml"));
    Files.writeString(templates.resolve("nested.yaml/deep.yaml"), "deep");
    assertThat(given("--templates", templates.toString()).templates())
        .extracting(Given.Text::file)
        .containsExactly(templates + "/z.yaml");
    assertThat(given("--templates", folder("empty").toString()).templates()).isEmpty();
  }

  @Test
  void foldersComeInTheOrderInWhichTheyWereSaid() throws IOException {
    Path second = folder("a", "x.yaml");
    Path first = folder("b", "x.yaml", "y.yaml");
    assertThat(given("--templates", first.toString(), "--templates", second.toString()).templates())
        .extracting(Given.Text::file)
        .containsExactly(first + "/x.yaml", first + "/y.yaml", second + "/x.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "word=hello | word | hello",
        "url=http://x?a=b | url | http://x?a=b",
        "list=[1, 2] | list | [1, 2]",
        "empty= | empty | ''"
      })
  void aValueIsAllBehindTheFirstSignOfEquality(String said, String name, String value) {
    assertThat(given("--set", said).parameters()).isEqualTo(Map.of(name, value));
  }

  @Test
  void severalValuesAreKeptAndNamesAreInOrder() {
    assertThat(given("--set", "b=2", "--set", "a=1").parameters().keySet())
        .containsExactly("a", "b");
  }

  @Test
  void aFolderThatCannotBeReadIsNamedAndIsAMistakeOfWhoSaidIt() throws IOException {
    Path missing = folder.resolve("none");
    Path file = Files.writeString(folder.resolve("file.yaml"), "x");
    Path binary = folder("binary", "ok.yaml");
    Files.write(binary.resolve("bad.yaml"), new byte[] {(byte) 0xff});
    for (Path wrong : List.of(missing, file, binary)) {
      Trouble trouble =
          catchThrowableOfType(Trouble.class, () -> given("--templates", wrong.toString()));
      assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
      assertThat(trouble)
          .hasMessageStartingWith("the templates in %s cannot be read: ".formatted(wrong));
    }
  }
}
