package rhizome.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.terminal.Terminal;

class TreeTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void helpNamesEveryWordAndEveryExitCode() {
    assertThat(run("--help")).isZero();
    assertThat(out())
        .contains("apply", "explain", "completion")
        .contains("Exit codes:")
        .doesNotContain("train");
    for (ExitCode code : ExitCode.values()) {
      assertThat(out()).contains(code.code() + "   " + code.meaning());
    }
  }

  @Test
  void everyWordHasItsOwnHelpWithTheExitCodes() {
    assertThat(run("apply", "--help")).isZero();
    assertThat(out()).contains("--timeout", "--plan", "--data", "Exit codes:");
  }

  @Test
  void withoutAWordHelpIsShown() {
    assertThat(run()).isZero();
    assertThat(out()).contains("Usage: rhizome");
  }

  @ParameterizedTest
  @CsvSource({
    "aply, rhizome apply",
    "get pods, ROBOTS",
    "get --outpt=json, --output",
    "logs shop, shop/web#0",
    "explain shop/web#x, slot",
    "destroy Shop!, robot name",
    "apply, FILE",
    "down --timeout=soon, 1m30s"
  })
  void whatIsNotUnderstoodIsAUsageErrorThatNamesTheWayOut(String line, String hint) {
    assertThat(run(line.split(" ", -1))).isEqualTo(2);
    assertThat(err()).startsWith("rhizome: ").contains(hint).contains("--help");
    assertThat(out()).isEmpty();
  }

  @Test
  void withoutAGridACommandSaysHowToStartOne() {
    assertThat(run("status", "--data", folder.toString())).isEqualTo(4);
    assertThat(err())
        .isEqualTo(
            """
            rhizome: no grid runs on the data folder %s
              start one with 'rhizome up --detach', or name another folder with --data
            """
                .formatted(folder));
  }

  @Test
  void theCompletionScriptIsOneThatBashTakesAndKnowsEveryWord()
      throws IOException, InterruptedException {
    assertThat(run("completion", "bash")).isZero();
    assertThat(out())
        .contains("complete -F _complete_rhizome")
        .contains("apply")
        .contains("--plan");
    Path script = Files.write(folder.resolve("completion"), out.toByteArray());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor()).isZero();
    out.reset();
    assertThat(run("completion", "zsh")).isZero();
    assertThat(out()).contains("bashcompinit");
  }

  private int run(String... args) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            InputStream.nullInputStream(),
            false,
            false);
    return Tree.of(terminal, args).execute(args);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
