package rhizome.cli.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.client.RecordedGrid;

/** The words of a human who was needed: retry, discard, promote. */
class RescueWordsTest {

  @TempDir private static Path data;
  private static RecordedGrid grid;

  @BeforeAll
  static void open() throws IOException {
    grid = new RecordedGrid(data);
  }

  @AfterAll
  static void close() {
    grid.close();
  }

  private static Said run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "retry,shop/web#0,/v1/workloads/shop/web/0/retry",
    "retry,shop/web#12,/v1/workloads/shop/web/12/retry",
    "discard,shop/db#3,/v1/workloads/shop/db/3/discard",
    "promote,shop,/v1/robots/shop/promote"
  })
  void eachAsksForOneThingAndSaysWhatWasAccepted(String word, String whom, String path)
      throws IOException {
    grid.on("POST " + path, "{\"what\": \"%s %s\"}".formatted(word, whom));
    Said said = run(word, whom);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).isEqualTo(word + " " + whom + "\n");
    assertThat(said.err()).isEmpty();
    assertThat(run(word, whom, "-o", "json").json().at("what").text()).isEqualTo(word + " " + whom);
    assertThat(grid.asked().getLast())
        .returns("POST " + path, RecordedGrid.Asked::what)
        .returns("{}", asked -> asked.body().strip());
    assertThat(grid.asked().getLast().authorization()).startsWith("Bearer ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry | gone/web#0 | /v1/workloads/gone/web/0/retry | unknown-workload"
            + " | 'rhizome get workloads' lists them",
        "discard | gone/web#1 | /v1/workloads/gone/web/1/discard | unknown-workload"
            + " | 'rhizome get workloads' lists them",
        "promote | gone | /v1/robots/gone/promote | unknown-robot"
            + " | 'rhizome get robots' lists them"
      })
  void whatIsNotThereNamesTheWordThatListsWhatIs(
      String word, String whom, String path, String type, String remedy) {
    grid.refuse("POST " + path, 404, type, "there is no '" + whom + "'");
    Said said = run(word, whom);
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("there is no '" + whom + "'", remedy);
  }

  @ParameterizedTest
  @CsvSource({"409,not-parked,3", "500,internal,1", "503,unavailable,1"})
  void aRefusalAndAFailureEndDifferently(int status, String type, int code) {
    String whom = "s" + status + "/web#0";
    grid.refuse("POST /v1/workloads/s" + status + "/web/0/retry", status, type, "because");
    Said said = run("retry", whom);
    assertThat(said.code()).isEqualTo(code);
    assertThat(said.err()).contains("because");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "discard"})
  void whatIsNoWorkloadIsNotAskedFor(String word) {
    int before = grid.questions().size();
    for (String wrong : new String[] {"shop", "shop/web", "web#0", "#0", ""}) {
      Said said = run(word, wrong);
      assertThat(said.code()).as(wrong).isEqualTo(2);
      assertThat(said.err())
          .contains(
              "'%s' is not a workload: write robot/service#slot, such as shop/web#0"
                  .formatted(wrong));
    }
    assertThat(run(word, "shop/web#one").err())
        .contains("'shop/web#one' is not a workload: the slot after '#' must be a number");
    assertThat(run(word, "shop/web#-1").err()).contains("a slot counts from 0, not -1");
    assertThat(run(word, "Shop/web#0").code()).isEqualTo(2);
    assertThat(run(word, "shop/web#0", "shop/web#1").code()).as("one at a time").isEqualTo(2);
    assertThat(run(word).err()).contains("WORKLOAD");
    assertThat(grid.questions()).hasSize(before);
  }

  @Test
  void onlyABlueprintIsPromoted() {
    int before = grid.questions().size();
    for (String wrong : new String[] {"Shop", "shop/web", "-", "shop web"}) {
      assertThat(run("promote", wrong).code()).as(wrong).isEqualTo(2);
    }
    assertThat(run("promote").err()).contains("BLUEPRINT");
    assertThat(grid.questions()).hasSize(before);
  }
}
