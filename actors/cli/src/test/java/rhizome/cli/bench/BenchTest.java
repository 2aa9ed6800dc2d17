package rhizome.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.GridProcess;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.json.Json;

@Isolated("it counts the children of this process")
class BenchTest {

  private static final Path PAGE =
      Path.of(System.getProperty("rhizome.root"), "docs/reference/benchmarks.md");

  @Test
  void aRunAnswersInTheDocumentedFormAndLeavesNoProcessBehind()
      throws IOException, InterruptedException {
    List<Long> before = children();
    Said said = ScriptedTerminal.NOBODY.run("bench", "heal", "--kills=3", "--starts=0", "-ojson");
    assertThat(said.code()).as(said.err()).isZero();
    Json answer = said.json();
    assertThat(answer.members()).containsOnlyKeys("bench", "machine", "figures");
    assertThat(answer.at("bench").text()).isEqualTo("heal");
    isDocumented("{\"bench\": NAME, \"machine\": {", answer.at("machine"));
    assertThat(answer.at("machine").at("cores").number()).isPositive();
    assertThat(answer.at("machine").at("memoryBytes").number()).isGreaterThan(1 << 20);
    for (Json figure : answer.at("figures").items()) {
      isDocumented("\"figures\": [{", figure);
      hasSense(figure);
    }
    GridProcess.await("every child is buried", () -> children().equals(before));
  }

  /** Its members are those, in that order, which the page names. */
  private static void isDocumented(String where, Json json) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(where) + where.length();
    String members = page.substring(begin, page.indexOf('}', begin));
    assertThat(String.join(", ", json.members().keySet()))
        .isEqualTo(members.replace("\"", "").strip());
  }

  private static void hasSense(Json figure) throws IOException {
    String name = figure.at("name").text();
    assertThat(Files.readString(PAGE)).contains("| `" + name + "` | ms |");
    assertThat(figure.at("n").number()).isEqualTo(3);
    assertThat(decimal(figure, "p50")).isPositive().isLessThanOrEqualTo(decimal(figure, "p99"));
    assertThat(decimal(figure, "p99")).isLessThanOrEqualTo(decimal(figure, "max"));
    assertThat(figure.at("baseline").isNull()).isEqualTo(name.equals("spawn-floor"));
  }

  private static double decimal(Json figure, String member) {
    return Double.parseDouble(figure.at(member).text());
  }

  private static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "bench --kills=3",
        "bench heal --kills=0",
        "bench heal --kills=-1",
        "bench heal --starts=-1",
        "bench heal --kills=many"
      })
  void whatCannotBeMeasuredIsAUsageErrorBeforeAnythingIsKilled(String line) {
    Said said = ScriptedTerminal.NOBODY.run(line.split(" ", -1));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("rhizome: ").doesNotContain("killing", "unexpected");
  }
}
