package rhizome.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.agent.supplies.Vault;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

class SecretLimitsTest {

  @TempDir private Path data;

  private Said run(ScriptedTerminal terminal, String... args) {
    List<String> words = new ArrayList<>(List.of("secret"));
    words.addAll(List.of(args));
    words.addAll(List.of("--data", data.toString()));
    return terminal.run(words.toArray(String[]::new));
  }

  @Test
  void aSecretOfTheMostBytesIsSetAndOneOfOneMoreIsNot() throws IOException {
    String most = "x".repeat(Vault.BYTES_MAX);
    assertThat(run(ScriptedTerminal.pipe(most + "\n"), "set", "a").code()).isZero();
    assertThat(Vault.in(data).find("a")).hasValue(most);
    Said more = run(ScriptedTerminal.pipe("y".repeat(Vault.BYTES_MAX + 1)), "set", "a");
    assertThat(more.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(Vault.in(data).find("a")).as("what was there stays").hasValue(most);
  }

  @ParameterizedTest
  @CsvSource({"'a\n', a", "'a\r\n', a", "'a\n\n', 'a\n'", "'a', a", "'\na', '\na'", "' a ', ' a '"})
  void onlyTheLastEndOfALineIsNoPartOfASecret(String piped, String kept) throws IOException {
    assertThat(run(ScriptedTerminal.pipe(piped), "set", "a").code()).isZero();
    assertThat(Vault.in(data).find("a").orElseThrow()).isEqualTo(kept);
  }

  @Test
  void whoSitsAtATerminalIsToldWhatToTypeAndWhoSendsAFileIsNot() throws IOException {
    Said typed = run(ScriptedTerminal.person("hunter2\n"), "set", "a");
    assertThat(typed.err()).contains("the secret, and then Ctrl-D:").doesNotContain("hunter2");
    Path file = Files.writeString(data.resolve("file"), "hunter2");
    Said sent = run(ScriptedTerminal.person(""), "set", "b", "--file", file.toString());
    assertThat(sent.err()).isEmpty();
    assertThat(sent.out()).isEqualTo("secret b is set\n");
  }

  @Test
  void aSecretIsReplacedByALaterOne() throws IOException {
    run(ScriptedTerminal.pipe("one"), "set", "a");
    run(ScriptedTerminal.pipe("two"), "set", "a");
    assertThat(Vault.in(data).find("a")).hasValue("two");
    assertThat(run(ScriptedTerminal.NOBODY, "list").out()).isEqualTo("a\n");
  }

  @Test
  void aFileThatIsNotThereIsNamedAndNothingIsSet() {
    String none = data.resolve("none").toString();
    Said said = run(ScriptedTerminal.NOBODY, "set", "a", "--file", none);
    assertThat(said.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(said.err()).contains("there is no file " + none);
    assertThat(run(ScriptedTerminal.NOBODY, "list").out()).isEmpty();
  }

  @Test
  void whatTheWordLacksIsSaid() {
    Said said = ScriptedTerminal.NOBODY.run("secret");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(said.err()).contains("what to do is missing: set, list or remove");
  }

  @Test
  void whatGoesWrongIsTroubleOfWhoeverCanMendIt() {
    Trouble wrong =
        catchThrowableOfType(
            Trouble.class,
            () ->
                SecretWord.attempt(
                    () -> {
                      throw new IllegalArgumentException("'../a' is not a name");
                    }));
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong).hasMessage("'../a' is not a name");
    Trouble broken =
        catchThrowableOfType(
            Trouble.class,
            () ->
                SecretWord.attempt(
                    () -> {
                      throw new IOException("no space left");
                    }));
    assertThat(broken.code()).isEqualTo(ExitCode.FAILED);
    assertThat(broken).hasMessage("the secrets cannot be reached: no space left");
  }
}
