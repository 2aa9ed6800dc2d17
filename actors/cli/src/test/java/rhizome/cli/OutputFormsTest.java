package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.json.YamlDocuments;

/** Every command that reads says the same in every form; on one grid where a lot has happened. */
class OutputFormsTest {

  private static final String ESCAPE = "\u001b";

  @TempDir private static Path data;
  private static LoopbackGrid grid;

  @BeforeAll
  static void fill() throws IOException {
    grid = new LoopbackGrid(data);
    Path sick = grid.blueprint("sick", "it: {run: {command: broken}}\nslow: {run: slow}\n");
    Path before = grid.blueprint("shop", "web: {run: {command: serve}, ports: {http: auto}}\n");
    assertThat(grid.run("apply", before.toString(), "--yes").code()).isZero();
    Path shop =
        grid.blueprint(
            "shop",
            """
            db: {run: {command: sleep, args: ["", "a: b", "#1"]}}
            web: {run: {command: serve}, replicas: 2, ports: {http: auto}, needs: [db]}
            """);
    assertThat(grid.run("apply", shop.toString(), "--yes").code()).isZero();
    assertThat(grid.run("apply", sick.toString(), "--yes", "--no-wait").code()).isZero();
    grid.world().kill("shop/web#1");
    grid.world().print("shop/web#0", "hello: \"world\"\n- ü\u2028 \u001b[31mred\n");
    grid.blueprint("next", "web: {run: {command: serve}, replicas: 3, ports: {http: 80}}\n");
  }

  @AfterAll
  static void close() {
    grid.close();
  }

  /** A command, and the names in its answer that a person must find in the table, too. */
  static List<Arguments> reading() {
    return List.of(
        reading("get robots", each("robots", "name")),
        reading("get workloads", each("workloads", "id")),
        reading("get workloads --robot shop", each("workloads", "id")),
        reading("get nodes", each("nodes", "name")),
        reading("status", each("needsHuman", "workload")),
        reading("status", each("robotsNotReady", "name")),
        reading("status", each("zones", "name")),
        reading("explain shop/web#1", each("entries", "sentence")),
        reading("explain sick/it#0", json -> List.of(json.at("workload").text())),
        reading("plan " + data.resolve("next.yaml"), each("steps", "service")),
        reading("plan " + data.resolve("next.yaml"), each("warnings", "rule")),
        reading("plan " + data.resolve("shop.yaml"), json -> List.of(json.at("hash").text())),
        reading("history shop", each("revisions", "by")),
        reading("diff shop 1 2", each("steps", "service")),
        reading("diff shop 1 2", json -> texts(json.at("text"))),
        reading("logs shop/web#0", json -> json.at("text").text().lines().toList()));
  }

  private static Arguments reading(String command, Function<Json, List<String>> names) {
    return Arguments.of(command, names);
  }

  private static Function<Json, List<String>> each(String list, String member) {
    return json -> json.at(list).items().stream().map(item -> item.at(member).text()).toList();
  }

  private static List<String> texts(Json list) {
    return list.items().stream().map(Json::text).toList();
  }

  @ParameterizedTest
  @MethodSource("reading")
  void theTableShowsTheNamesThatJsonTellsAndYamlTellsTheSameAndNothingElseIsSaid(
      String command, Function<Json, List<String>> names) throws IOException {
    Json json = JsonText.parse(said(command, "--output", "json"));
    assertThat(names.apply(json)).isNotEmpty().doesNotContain("");
    assertThat(said(command)).contains(names.apply(json));
    assertThat(YamlDocuments.one(said(command, "-o", "yaml"))).isEqualTo(json);
    assertThat(JsonText.parse(said(command, "-o", "JSON"))).as("asked again").isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("reading")
  void offATerminalNothingIsPaintedAndOnOneOnlyTheTable(
      String command, Function<Json, List<String>> names) {
    ScriptedTerminal coloured = new ScriptedTerminal("", true, true);
    for (String form : List.of("json", "yaml")) {
      assertThat(said(command, "-o", form)).doesNotContain(ESCAPE);
      assertThat(said(coloured, command, "-o", form)).isEqualTo(said(command, "-o", form));
    }
    if (!command.startsWith("logs")) { // what a program wrote is shown as it is
      assertThat(said(command)).doesNotContain(ESCAPE);
      String painted = said(coloured, command);
      assertThat(painted).contains(ESCAPE + "[").doesNotContain(ESCAPE + "[m");
      assertThat(stable(painted.replaceAll(ESCAPE + "\\[\\d+m", "")))
          .isEqualTo(stable(said(command)));
    }
  }

  /** Ages go on between two looks. */
  private static String stable(String table) {
    return table.replaceAll("\\d+", "9").replaceAll(" +", " ");
  }

  @Test
  void eventsAreALineOfJsonOrADocumentOfYamlEachAndTheTableNamesThemAll() throws IOException {
    List<Json> events = new ArrayList<>();
    for (String line : said("events", "-o", "json").lines().toList()) {
      events.add(JsonText.parse(line));
    }
    assertThat(events).hasSizeGreaterThan(10);
    assertThat(YamlDocuments.all(said("events", "-o", "yaml"))).isEqualTo(events);
    List<String> lines = said("events").lines().toList();
    assertThat(lines).hasSameSizeAs(events);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i))
          .contains(events.get(i).at("kind").text() + " " + events.get(i).at("name").text())
          .doesNotContain(ESCAPE);
    }
  }

  private static String said(String command, String... more) {
    return said(ScriptedTerminal.NOBODY, command, more);
  }

  private static String said(ScriptedTerminal terminal, String command, String... more) {
    Stream<String> words = Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(more));
    Said said = grid.run(terminal, words.toArray(String[]::new));
    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isZero();
    assertThat(said.out()).endsWith("\n").doesNotEndWith("\n\n");
    return said.out();
  }
}
