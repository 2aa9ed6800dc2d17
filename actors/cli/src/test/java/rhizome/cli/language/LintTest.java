package rhizome.cli.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.BlueprintFile;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.json.YamlDocuments;

class LintTest {

  private static final Path ROOT = Path.of(System.getProperty("rhizome.root"));

  @TempDir private Path folder;

  private Path wise = Path.of("");
  private Path unwise = Path.of("");
  private Path wrong = Path.of("");

  @BeforeEach
  void write() throws IOException {
    wise = BlueprintFile.write(folder, "wise", "it: {run: serve}\n");
    unwise =
        BlueprintFile.write(folder, "unwise", "it: {run: serve, replicas: 2, ports: {http: 80}}\n");
    wrong = BlueprintFile.write(folder, "wrong", "it: {rum: serve}\n");
  }

  @Test
  void aWiseFileHasNothingSaidOfIt() {
    Said said = lint(wise);
    assertThat(said.code()).isZero();
    assertThat(said.out()).isEqualTo("0 errors, 0 warnings in 1 file\n");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void eachWarningStandsAtItsPlaceWithItsRuleAndItsRemedy() {
    Said said = lint(unwise);
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .isEqualTo(
            """
            %1$s:4:47: unwise: it: 2 replicas on the fixed port 80 need as many nodes \
            [fixed-port-with-replicas]
              4 |   it: {run: serve, replicas: 2, ports: {http: 80}}
                |                                               ^
                = use auto, or one replica

            %1$s:4:47: unwise: it: port 80 is below 1024 and may be refused [privileged-port]
              4 |   it: {run: serve, replicas: 2, ports: {http: 80}}
                |                                               ^
                = use a higher one

            %1$s:4:33: unwise: it: has ports, but only its process is watched [unprobed-port]
              4 |   it: {run: serve, replicas: 2, ports: {http: 80}}
                |                                 ^
                = add health: {tcp: http} or http

            0 errors, 3 warnings in 1 file
            """
                .formatted(unwise));
  }

  @Test
  void allErrorsOfAFileAreToldAsTheReaderTellsThem() throws IOException {
    Path broken = ROOT.resolve("blueprints/examples/broken.yaml");
    Said said = lint(broken);
    assertThat(said.code()).isEqualTo(1);
    String told = Files.readString(ROOT.resolve("blueprints/src/test/resources/broken.txt"));
    assertThat(said.out().replace(broken.toString(), "broken.yaml"))
        .isEqualTo(told + "\n23 errors, 0 warnings in 1 file\n");
  }

  @ParameterizedTest
  @CsvSource({
    "wise, , 0",
    "unwise, , 0",
    "wrong, , 1",
    "wise unwise, , 0",
    "wise wrong unwise, , 1",
    "wise, --strict, 0",
    "unwise, --strict, 1",
    "wise unwise, --strict, 1"
  })
  void warningsCountOnlyWhenTheyShall(String names, @Nullable String option, int code) {
    List<String> words = new ArrayList<>(List.of("lint"));
    Stream.of(names.split(" ", -1)).map(this::file).map(Path::toString).forEach(words::add);
    if (option != null) {
      words.add(option);
    }
    for (String form : List.of("table", "json", "yaml")) {
      List<String> all = Stream.concat(words.stream(), Stream.of("-o", form)).toList();
      Said said = ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
      assertThat(said.code()).as(form).isEqualTo(code);
      assertThat(said.err()).isEmpty();
    }
  }

  @Test
  void machinesReadTheSameOfEveryFile() throws IOException {
    String[] words = {"lint", wrong.toString(), unwise.toString(), "-o", "json"};
    Json json = JsonText.parse(ScriptedTerminal.NOBODY.run(words).out());
    assertThat(json.at("files").number()).isEqualTo(2);
    assertThat(json.at("errors").number()).isEqualTo(2);
    assertThat(json.at("warnings").number()).isEqualTo(3);
    Json error = json.at("findings").items().get(1);
    assertThat(error.at("severity").text()).isEqualTo("error");
    assertThat(error.at("rule").isNull()).isTrue();
    assertThat(error.at("file").text()).isEqualTo(wrong.toString());
    assertThat(error.at("line").number()).isEqualTo(4);
    assertThat(error.at("column").number()).isEqualTo(8);
    assertThat(error.at("message").text()).isEqualTo("unknown key 'rum' in a service");
    assertThat(error.at("remedy").text()).startsWith("did you mean 'run'?, expected one of run,");
    Json warning = json.at("findings").items().getLast();
    assertThat(warning.at("severity").text()).isEqualTo("warning");
    assertThat(warning.at("rule").text()).isEqualTo("unprobed-port");
    assertThat(warning.at("line").number()).isEqualTo(4);
    assertThat(warning.at("column").number()).isEqualTo(33);
    assertThat(warning.at("remedy").text()).isEqualTo("add health: {tcp: http} or http");
    words[4] = "yaml";
    assertThat(YamlDocuments.one(ScriptedTerminal.NOBODY.run(words).out())).isEqualTo(json);
  }

  @Test
  void aPipeIsReadOnce() throws IOException {
    ScriptedTerminal pipe = ScriptedTerminal.pipe(Files.readString(wrong));
    Said said = pipe.run("lint", "-");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("stdin:4:8: unknown key 'rum' in a service");
    assertThat(pipe.run("lint", "-", "-").code()).isEqualTo(2);
  }

  @Test
  void aFileThatIsNotThereIsNoFindingAndNothingIsSaidOfTheOthers() {
    Said said = lint(folder.resolve("nowise.yaml"));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("there is no file", "nowise.yaml");
    assertThat(said.out()).isEmpty();
    assertThat(ScriptedTerminal.NOBODY.run("lint").code()).isEqualTo(2);
  }

  @Test
  void onATerminalTheWordUnwiseIsPaintedAndTheRestIsAsItIs() {
    String painted = new ScriptedTerminal("", true, true).run("lint", unwise.toString()).out();
    assertThat(painted).contains("\u001b[33munwise\u001b[0m: it: ");
    assertThat(painted.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(lint(unwise).out());
  }

  @Test
  void planAndApplyShowTheSameWarnings() throws IOException {
    String told = lint(unwise).out();
    List<String> lines = told.lines().filter(line -> !line.isEmpty()).toList();
    try (LoopbackGrid grid = new LoopbackGrid(folder)) {
      assertThat(grid.run("plan", unwise.toString()).out().lines())
          .containsSubsequence(lines.subList(0, lines.size() - 1));
      assertThat(grid.run("apply", unwise.toString(), "--yes", "--no-wait").out().lines())
          .containsSubsequence(lines.subList(0, lines.size() - 1));
    }
  }

  @Test
  void theSchemaThatIsPrintedIsTheOneThatIsCommitted() throws IOException {
    Said said = ScriptedTerminal.NOBODY.run("schema");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .isEqualTo(Files.readString(ROOT.resolve("blueprints/schema/blueprint-v1.schema.json")));
  }

  private Path file(String name) {
    return folder.resolve(name + ".yaml");
  }

  private static Said lint(Path file) {
    return ScriptedTerminal.NOBODY.run("lint", file.toString());
  }
}
