package rhizome.cli.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.lint.Lint;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.kernel.Seed;

class PlanBenchTest {

  private static final Path PAGE =
      Path.of(System.getProperty("rhizome.root"), "docs/reference/benchmarks.md");

  /** Sizes of the page, by those of a run with 200 services. */
  private static final Map<String, String> SIZES = Map.of("20", "1k", "200", "10k", "2k", "100k");

  @TempDir private Path folder;

  @Test
  void aRunTellsTheWholeBySizeColdAndInParts() throws IOException {
    Said said =
        ScriptedTerminal.NOBODY.run(
            "bench", "plan", "--services=200", "--rounds=1", "--seed=3", "-ojson");
    assertThat(said.code()).as(said.err()).isZero();
    List<Json> figures = said.json().at("figures").items();
    assertThat(figures)
        .extracting(figure -> figure.at("name").text())
        .containsExactly(
            "plan-20",
            "plan-200",
            "plan-2k",
            "plan-200-cold",
            "parse-200",
            "lint-200",
            "steps-200",
            "hash-200");
    String page = Files.readString(PAGE);
    for (Json figure : figures) {
      String[] name = figure.at("name").text().split("-", 3);
      String cold = name.length > 2 ? "-" + name[2] : "";
      assertThat(page).contains("| `" + name[0] + "-" + SIZES.get(name[1]) + cold + "` | s |");
      assertThat(figure.at("unit").text()).isEqualTo("s");
      assertThat(figure.at("n").number()).isEqualTo(1);
      assertThat(Double.parseDouble(figure.at("p50").text())).isPositive();
      assertThat(figure.at("baseline").isNull())
          .as(figure.toString())
          .isEqualTo(List.of("lint", "steps", "hash").contains(name[0]));
    }
    assertThat(said.err())
        .contains(
            "blueprints of seed 3;",
            "200 services by a fresh JVM ",
            " times as long as ",
            "linear is 10 times");
  }

  @Test
  void aFreshJvmThatSaysSomethingElseIsNoSample() {
    ColdJvm jvm = new ColdJvm(folder);
    assertThatThrownBy(() -> jvm.seconds(List.of("--version"), "rhizome 0"))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("did not say 'rhizome 0', but:\nrhizome ");
  }

  @Test
  void whatAFreshJvmDoesIsWhatIsDoneHere() throws IOException {
    String text = new GeneratedBlueprint(new Seed(5), 100).text();
    Path file = Files.writeString(folder.resolve("b.yaml"), text);
    Said said = ScriptedTerminal.NOBODY.run("bench", PlanBench.ONCE, file.toString());
    assertThat(said.lines()).containsExactly(Pass.once(text));
    int warnings = Lint.check(Pass.valid(text)).size();
    assertThat(warnings).isPositive();
    assertThat(Pass.once(text)).startsWith(warnings + " warnings, ").endsWith(" steps");
    Said floor = ScriptedTerminal.NOBODY.run("bench", PlanBench.ONCE, file.toString(), "--floor");
    assertThat(floor.lines()).containsExactly(Integer.toString(text.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench plan --services 99",
        "bench plan --services 100001",
        "bench plan --services=-1",
        "bench plan --rounds 0",
        "bench plan --rounds many",
        "bench plan --seed green"
      })
  void whatCannotBeMeasuredIsAUsageErrorBeforeAnythingIsStarted(String line) {
    Said said = ScriptedTerminal.NOBODY.run(line.split(" ", -1));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("rhizome: ").doesNotContain("seed 1;", "unexpected");
  }
}
