package rhizome.cli.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

class GivenOptionsTest {

  @Command
  private static final class Word {
    @Mixin private final GivenOptions options = new GivenOptions();
  }

  @TempDir private Path folder;

  private static Given given(String... args) {
    Word word = new Word();
    var _ = new CommandLine(word).parseArgs(args);
    return word.options.given();
  }

  @Test
  void whoSaysNothingGivesNothing() {
    assertThat(given()).isEqualTo(Given.NOTHING);
  }

  @Test
  void valuesAreTakenAsTheyAreWrittenAndSplitAtTheFirstSign() {
    assertThat(given("--set", "b=2", "--set", "a=x=y", "--set", "empty=").parameters())
        .isEqualTo(Map.of("a", "x=y", "b", "2", "empty", ""));
  }

  @Test
  void ofAFolderOnlyFilesOfYamlAreTakenInTheOrderOfTheirNames() throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "two");
    Files.writeString(folder.resolve("a.yml"), "one");
    Files.writeString(folder.resolve("README.md"), "no template");
    Files.writeString(folder.resolve("yaml"), "no template either");
    Files.createDirectory(folder.resolve("c.yaml"));

    assertThat(given("--templates", folder.toString()).templates())
        .containsExactly(
            new Given.Text(folder.resolve("a.yml").toString(), "one"),
            new Given.Text(folder.resolve("b.yaml").toString(), "two"));
  }

  @Test
  void foldersAreTakenInTheOrderInWhichTheyAreSaid() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(one.resolve("z.yaml"), "z");
    Files.writeString(two.resolve("a.yaml"), "a");
    assertThat(given("--templates", two.toString(), "--templates", one.toString()).templates())
        .extracting(Given.Text::text)
        .containsExactly("a", "z");
  }

  @Test
  void anEmptyFolderGivesNoTemplates() {
    assertThat(given("--templates", folder.toString()).templates()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path none = folder.resolve("none");
    Trouble trouble =
        catchThrowableOfType(Trouble.class, () -> given("--templates", none.toString()));
    assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
    assertThat(trouble).hasMessage("the templates in %s cannot be read: %s".formatted(none, none));
  }

  @Test
  void aTemplateThatIsNoTextIsTroubleAndNotHalfATemplate() throws IOException {
    Files.write(folder.resolve("a.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Trouble trouble =
        catchThrowableOfType(Trouble.class, () -> given("--templates", folder.toString()));
    assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
    assertThat(trouble.getMessage()).startsWith("the templates in " + folder);
  }
}
