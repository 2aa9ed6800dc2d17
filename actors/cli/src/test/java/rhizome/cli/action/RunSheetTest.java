package rhizome.cli.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.terminal.Tint;
import rhizome.house.Property;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;

/** Runs as the API tells them, for people; and how people name them. */
class RunSheetTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:10Z");
  private static final RunSheet SHEET = new RunSheet(NOW, ZoneOffset.UTC, false);

  private static final String RUN =
      """
      {"id": "shop/db/backup/3", "robot": "shop", "service": "db", "action": "backup", "run": 3,
       "state": "failed", "by": "ann", "at": "2026-05-04T11:59:00Z", "generation": 7,
       "args": {"b": "2", "a": "(hidden)"}, "legs": [
         {"workload": "shop/db#0", "state": "failed", "until": "2026-05-04T11:59:30Z",
          "attempts": [
            {"attempt": 1, "node": "n1", "from": "2026-05-04T11:59:01Z",
             "to": "2026-05-04T11:59:02Z", "result": "failed", "exit": 3, "detail": "exit code 3"},
            {"attempt": 2, "from": "2026-05-04T11:59:30Z", "to": "2026-05-04T11:59:30Z",
             "result": "unplaced", "detail": "no node"}],
          "output": "one\\ntwo\\n"}]}
      """;

  private static Json json(String text) throws IOException {
    return JsonText.parse(text);
  }

  private static Json run(String state) {
    return Json.object("id", "shop/db/backup/3").with("state", state);
  }

  @ParameterizedTest
  @CsvSource({
    "waiting, true",
    "running, true",
    "succeeded, false",
    "failed, false",
    "timed-out, false",
    "lost, false",
    "unplaced, false",
    "cancelled, false",
    "'', false"
  })
  void aRunGoesOnWhileItWaitsOrRuns(String state, boolean goesOn) {
    assertThat(RunSheet.goesOn(run(state))).isEqualTo(goesOn);
  }

  @Test
  void runsInBriefAreTheirNamesAndStates() throws IOException {
    Json other = json("{\"id\": \"shop/web/warm/12\", \"state\": \"waiting\"}");
    assertThat(RunSheet.brief(List.of(run("succeeded"), other), false))
        .containsExactly("shop/db/backup/3  succeeded", "shop/web/warm/12  waiting");
    assertThat(RunSheet.brief(List.of(), false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "succeeded, GOOD",
    "failed, BAD",
    "timed-out, BAD",
    "lost, BAD",
    "unplaced, BAD",
    "cancelled, PLAIN",
    "waiting, PLAIN",
    "running, PLAIN"
  })
  void aStateHasTheColourItDeserves(String state, Tint tint) {
    assertThat(RunSheet.brief(List.of(run(state)), true).getFirst())
        .endsWith(tint.paint(state, true));
  }

  @Test
  void aListingNamesEachActionOnceAndItsRunsBelow() throws IOException {
    Json listing =
        json(
            """
            {"robot": "shop", "actions": [
              {"service": "db", "action": "backup", "command": ["save"], "every": "6h",
               "next": "2026-05-04T15:00:00Z", "runs": [
                 {"run": 12, "state": "running", "at": "2026-05-04T12:00:00Z", "by": "schedule"},
                 {"run": 11, "state": "succeeded", "at": "2026-05-04T06:00:00Z",
                  "by": "schedule"}]},
              {"service": "web", "action": "warm", "command": ["go"], "runs": []}]}
            """);
    assertThat(SHEET.listing(listing))
        .containsExactly(
            "SERVICE  ACTION  EVERY  NEXT      RUN  STATE      AT        BY",
            "db       backup  6h     15:00:00   12  running    12:00:00  schedule",
            "                                   11  succeeded  06:00:00  schedule",
            "web      warm    -      -           -  -          -         -");
  }

  @Test
  void aRobotWithoutActionsHasOnlyTheHeaders() throws IOException {
    assertThat(SHEET.listing(json("{\"robot\": \"shop\", \"actions\": []}"))).hasSize(1);
  }

  @Test
  void aRunIsToldWithAllItsAttemptsAndWhatTheLastOneWrote() throws IOException {
    List<String> lines = SHEET.detail(json(RUN));
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).matches("run +shop/db/backup/3"))
        .anySatisfy(line -> assertThat(line).matches("state +failed"))
        .anySatisfy(line -> assertThat(line).matches("asked +11:59:00 by ann"))
        .anySatisfy(line -> assertThat(line).matches("generation +7"))
        .anySatisfy(line -> assertThat(line).matches("args +a=\\(hidden\\) b=2"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("shop/db#0 +1 +n1 +failed +11:59:01 +11:59:02 +exit code 3"))
        .anySatisfy(
            line ->
                assertThat(line).matches("shop/db#0 +2 +- +unplaced +11:59:30 +11:59:30 +no node"))
        .endsWith("  | one", "  | two");
    assertThat(lines).noneMatch(line -> line.startsWith("cancelled"));
  }

  @Test
  void withoutArgumentsThereIsNoLineOfThemAndWhoCancelledIsNamed() throws IOException {
    Json run = json(RUN).with("args", new Json.Null()).with("cancelledBy", "bob");
    assertThat(SHEET.detail(run))
        .noneMatch(line -> line.startsWith("args"))
        .anySatisfy(line -> assertThat(line).matches("cancelled +by bob"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"waiting", "running", "ending"})
  void theAttemptThatIsNotOverIsTheLastLine(String state) throws IOException {
    Json leg =
        json(
            """
            {"workload": "shop/db#0", "state": "%s", "until": "2026-05-04T12:00:05Z",
             "attempts": [{"attempt": 1, "from": "2026-05-04T11:59:01Z",
               "to": "2026-05-04T11:59:02Z", "result": "lost", "detail": ""}], "output": ""}
            """
                .formatted(state));
    Json run = json(RUN).with("state", "running").with("legs", List.of(leg));
    assertThat(SHEET.detail(run).getLast())
        .matches("shop/db#0 +2 +- +" + state + " +12:00:05 +- *");
  }

  @Test
  void whatMovesACursorIsShownAndNotDone() throws IOException {
    Json leg =
        Json.object("workload", "shop/db#0")
            .with("state", "failed")
            .with("attempts", List.of())
            .with("output", "a\u001b[2Jb\rc\n");
    String last = SHEET.detail(json(RUN).with("legs", List.of(leg))).getLast();
    assertThat(last.codePoints().noneMatch(Character::isISOControl)).as(last).isTrue();
  }

  @Test
  void aRunIsNamedByItsActionAndNumber() {
    RunName name = new RunName.Converter().convert("shop/db/backup/3");
    assertThat(name).isEqualTo(new RunName(TaskId.parse("shop/db/backup"), 3));
    assertThat(name.path()).isEqualTo("/v1/robots/shop/actions/db/backup/3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "/3",
        "shop/3",
        "shop/db/3",
        "shop/db/backup/",
        "shop/db/backup/x",
        "shop/db/backup/9223372036854775808",
        "Shop/db/backup/3",
        "shop/db/back up/3",
        "shop/db/backup/more/3"
      })
  void whatIsNoRunIsToldHowOneIsWritten(String text) {
    assertThatThrownBy(() -> new RunName.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(
            "'%s' is not a run: write robot/service/action/run, such as shop/db/backup/3"
                .formatted(text));
  }

  @Test
  void everyNameThatIsWrittenIsReadAgain() {
    Property.forAll(
        random -> {
          String letters = "abcz019";
          StringBuilder name = new StringBuilder();
          for (int i = 1 + random.nextInt(8); i > 0; i--) {
            name.append(letters.charAt(random.nextInt(letters.length())));
          }
          TaskId task = new TaskId(new RobotId(name.toString()), name + "-s", "a." + name);
          long number = random.nextLong(1, Long.MAX_VALUE);
          assertThat(new RunName.Converter().convert(task + "/" + number))
              .isEqualTo(new RunName(task, number));
        });
  }
}
