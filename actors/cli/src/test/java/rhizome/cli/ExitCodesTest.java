package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.cli.exit.ExitCode;
import rhizome.gateway.OperatorToken;

/** Each exit code that is documented is what a real command line ends with. */
class ExitCodesTest {

  @TempDir private static Path data;
  private static LoopbackGrid grid;

  @BeforeAll
  static void open() throws IOException {
    grid = new LoopbackGrid(data);
    Path file = grid.blueprint("shop", "it: {run: {command: serve}}\n");
    assertThat(grid.run("apply", file.toString(), "--yes").code()).isZero();
    grid.blueprint("slow", "it: {run: {command: slow}}\n");
    grid.blueprint("wrong", "it: {rum: serve}\n");
  }

  @AfterAll
  static void close() {
    grid.close();
  }

  /** The code, the command line, what is typed, and what is said. */
  static List<Arguments> endings() {
    return List.of(
        Arguments.of(ExitCode.OK, "status", "", ""),
        Arguments.of(ExitCode.OK, "apply shop.yaml", "", "shop is ready, after"),
        Arguments.of(ExitCode.FAILED, "destroy shop", "n\n", "not confirmed; nothing was changed"),
        Arguments.of(ExitCode.FAILED, "apply slow.yaml", "", "not confirmed; nothing was changed"),
        Arguments.of(ExitCode.USAGE, "get pods", "", "rhizome get --help"),
        Arguments.of(ExitCode.USAGE, "apply nshop.yaml", "", "there is no file"),
        Arguments.of(ExitCode.USAGE, "apply .", "", "cannot be read"),
        Arguments.of(ExitCode.REFUSED, "apply wrong.yaml --yes", "", "did you mean 'run'?"),
        Arguments.of(ExitCode.REFUSED, "retry shop/it#0", "", "rhizome: "),
        Arguments.of(ExitCode.REFUSED, "explain shop/at#0", "", "did you mean 'shop/it#0'?"),
        Arguments.of(ExitCode.REFUSED, "destroy shap --yes", "", "did you mean 'shop'?"),
        Arguments.of(ExitCode.TIMED_OUT, "apply slow.yaml -y --timeout 50ms", "", "0 of 1 ready"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void aCommandEndsWithTheCodeOfWhatBecameOfIt(
      ExitCode code, String line, String typed, String words) {
    String[] all = line.replaceAll("(\\S+\\.yaml)", data + "/$1").split(" ", -1);
    Said said = grid.run(ScriptedTerminal.person(typed), all);
    assertThat(said.code()).as(said.err()).isEqualTo(code.code());
    assertThat(said.err()).contains(words).doesNotContain("unexpected", "mistake of ours");
  }

  @Test
  void everyCodeIsProducedHere() {
    // How a member ends that was cut off and cannot end in order is ClusterFaultsTest's.
    Set<ExitCode> produced = EnumSet.of(ExitCode.UNREACHABLE, ExitCode.CUT_OFF);
    endings().forEach(ending -> produced.add((ExitCode) ending.get()[0]));
    assertThat(produced).containsExactly(ExitCode.values());
  }

  @Test
  void aGridThatDoesNotAnswerIsNoRefusalAndNoFailure(@TempDir Path other) throws IOException {
    assertThat(ScriptedTerminal.NOBODY.run("status", "--data", other.toString()).code())
        .isEqualTo(ExitCode.UNREACHABLE.code());
    LoopbackGrid ended = new LoopbackGrid(other);
    ended.close();
    Said said = ended.run("destroy", "shop", "--yes");
    assertThat(said.code()).isEqualTo(ExitCode.UNREACHABLE.code());
    assertThat(said.err()).contains("no grid answers at http://127.0.0.1:", "its process");
  }

  @Test
  void aTokenThatIsNotTheGridsIsRefusedByEveryCommandAndChangesNothing() throws IOException {
    Path token = data.resolve(OperatorToken.FILE);
    String right = Files.readString(token);
    long before = grid.world().position();
    Files.writeString(token, "x".repeat(43) + "\n");
    try {
      for (String line :
          List.of("status", "get nodes", "events", "logs shop/it#0", "destroy shop -y", "down")) {
        Said said = grid.run(line.split(" ", -1));
        assertThat(said.code()).as(line).isEqualTo(ExitCode.REFUSED.code());
        assertThat(said.err()).as(line).contains("operator.token", "--data");
        assertThat(said.out()).isEmpty();
      }
    } finally {
      Files.writeString(token, right);
    }
    assertThat(grid.world().position()).isEqualTo(before);
    assertThat(grid.world().shutdown()).isEmpty();
  }
}
