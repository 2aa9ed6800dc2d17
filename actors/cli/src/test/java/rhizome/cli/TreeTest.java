package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.exit.ExitCode;

class TreeTest {

  private Said said = new Said(0, "", "");

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
    "diff shop 1, B",
    "diff shop 1 two, not a long",
    "rollback shop two, not a long",
    "history, BLUEPRINT",
    "governor freeze, STATUS",
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
  void zshRunsTheSameScriptByItsBashcompinit() {
    assertThat(run("completion", "zsh")).isZero();
    assertThat(out()).contains("bashcompinit", "complete -F _complete_rhizome");
  }

  private int run(String... args) {
    said = ScriptedTerminal.NOBODY.run(args);
    return said.code();
  }

  private String out() {
    return said.out();
  }

  private String err() {
    return said.err();
  }
}
