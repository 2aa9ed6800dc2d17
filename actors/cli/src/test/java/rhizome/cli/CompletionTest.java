package rhizome.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion script, in a real bash. */
class CompletionTest {

  private static final Path BASH = Path.of("/bin/bash");

  @TempDir private static Path folder;
  private static Path script;

  @BeforeAll
  static void write() throws IOException {
    assumeTrue(Files.isExecutable(BASH), "needs " + BASH);
    Said said = ScriptedTerminal.NOBODY.run("completion", "bash");
    assertThat(said.code()).isZero();
    assertThat(said.err()).isEmpty();
    script = Files.writeString(folder.resolve("rhizome.bash"), said.out());
  }

  @Test
  void bashTakesTheScriptAsItIs() throws IOException, InterruptedException {
    assertThat(bash("-n", script.toString())).isEmpty();
  }

  /** What pressing the key would offer after these words. */
  @ParameterizedTest
  @CsvSource({
    "rhizome ap, apply",
    "rhizome de, destroy demo",
    "rhizome e, endpoints explain events",
    "rhizome apply --pl, --plan",
    "rhizome apply --t, --templates --timeout --token-file",
    "rhizome get --ro, --robot",
    "rhizome up --det, --detach",
    "rhizome down --k, --keep",
    "rhizome bench h, heal",
    "rhizome pki i, init issue",
    "rhizome pki issue --ro, --role",
    "rhizome tra, ''",
    "rhizome zzz, ''"
  })
  void wordsAndOptionsAreCompleted(String line, String offered)
      throws IOException, InterruptedException {
    assertThat(complete(line).split("\\s+", -1)).containsExactlyInAnyOrder(offered.split(" ", -1));
  }

  @Test
  void everyWordOfTheHelpIsOffered() throws IOException, InterruptedException {
    List<String> offered = List.of(complete("rhizome ").split("\\s+", -1));
    List<String> words =
        ScriptedTerminal.NOBODY
            .run("--help")
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .takeWhile(line -> !line.startsWith("Exit codes"))
            .filter(line -> line.matches("  [a-z]+ .*"))
            .map(line -> line.strip().split(" ", -1)[0])
            .toList();
    assertThat(words).hasSizeGreaterThan(12);
    assertThat(offered).containsAll(words).doesNotContain("train");
  }

  private static String complete(String line) throws IOException, InterruptedException {
    String[] words = line.split(" ", -1);
    return bash(
        "--norc",
        "-c",
        """
        compopt() { :; } # of readline, which is not here
        source '%s'
        COMP_WORDS=(%s%s)
        COMP_CWORD=%d
        COMP_LINE='%s'
        COMP_POINT=%d
        %s
        echo "${COMPREPLY[*]}"
        """
            .formatted(
                script,
                line,
                line.endsWith(" ") ? "''" : "",
                words.length - 1,
                line,
                line.length(),
                completer()));
  }

  /** The function that the script itself registers for the word. */
  private static String completer() throws IOException {
    return Files.readString(script)
        .lines()
        .filter(line -> line.startsWith("complete -F "))
        .map(line -> line.split(" ", -1)[2])
        .findFirst()
        .orElseThrow();
  }

  private static String bash(String... words) throws IOException, InterruptedException {
    String[] line = new String[words.length + 1];
    line[0] = BASH.toString();
    System.arraycopy(words, 0, line, 1, words.length);
    Process bash = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(bash.waitFor()).as(said).isZero();
    return said;
  }
}
