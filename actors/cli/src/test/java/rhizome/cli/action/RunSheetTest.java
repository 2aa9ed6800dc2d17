package rhizome.cli.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.house.Property;

/** Runs as people see them, from what the API says. */
class RunSheetTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final RunSheet plain = new RunSheet(NOW, ZoneOffset.UTC, false);
  private final RunSheet painted = new RunSheet(NOW, ZoneOffset.UTC, true);

  private static Json json(String text) throws IOException {
    return JsonText.parse(text);
  }

  private static Json run(String more) throws IOException {
    return json(
        """
        {"id": "shop/db/backup/3", "state": "running", "at": "2026-11-27T11:58:00Z",
         "by": "operator", "generation": 7 %s}
        """
            .formatted(more));
  }

  @ParameterizedTest
  @CsvSource({
    "waiting,true",
    "running,true",
    "succeeded,false",
    "failed,false",
    "cancelled,false",
    "timed-out,false",
    "Running,false",
    "'',false"
  })
  void onlyWhatWaitsOrRunsGoesOn(String state, boolean goesOn) {
    assertThat(RunSheet.goesOn(Json.object("state", state))).isEqualTo(goesOn);
  }

  @Test
  void aStateOfAGridThatSaysNoneIsOver() {
    assertThat(RunSheet.goesOn(new Json.Null())).isFalse();
    assertThat(RunSheet.goesOn(Json.object("state", List.of("running")))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "succeeded,32",
    "failed,31",
    "timed-out,31",
    "lost,31",
    "unplaced,31",
    "cancelled,''",
    "waiting,''",
    "skipped,''"
  })
  void aStateHasTheColourOfHowItWent(String state, String code) {
    Json run = Json.object("id", "shop/db/backup/3").with("state", state);
    String shown = code.isEmpty() ? state : "\u001b[" + code + "m" + state + "\u001b[0m";
    assertThat(RunSheet.brief(List.of(run), true)).containsExactly("shop/db/backup/3  " + shown);
    assertThat(RunSheet.brief(List.of(run), false)).containsExactly("shop/db/backup/3  " + state);
  }

  @Test
  void aRunWithoutAStateIsShownWithADash() {
    assertThat(RunSheet.brief(List.of(Json.object("id", "a/b/c/1")), false))
        .containsExactly("a/b/c/1  -");
    assertThat(RunSheet.brief(List.of(), false)).isEmpty();
  }

  @Test
  void briefKeepsTheOrderOfTheGridAndAlignsTheStates() {
    Property.forAll(
        random -> {
          List<Json> runs = new ArrayList<>();
          int longest = 0;
          for (int i = random.nextInt(1, 9); i > 0; i--) {
            String id = "shop/" + "x".repeat(random.nextInt(1, 12)) + "/a/" + i;
            longest = Math.max(longest, id.length());
            runs.add(Json.object("id", id).with("state", "waiting"));
          }
          List<String> lines = RunSheet.brief(runs, false);
          for (int i = 0; i < runs.size(); i++) {
            assertThat(lines.get(i)).startsWith(runs.get(i).at("id").text() + " ");
            assertThat(lines.get(i).indexOf("waiting")).isEqualTo(longest + 2);
          }
          assertThat(lines).hasSameSizeAs(runs);
        });
  }

  @Test
  void anActionThatNeverRanIsALineOfDashes() throws IOException {
    Json listing =
        json("{\"actions\": [{\"service\": \"db\", \"action\": \"backup\", \"runs\": []}]}");
    assertThat(plain.listing(listing))
        .containsExactly(
            "SERVICE  ACTION  EVERY  NEXT  RUN  STATE  AT  BY",
            "db       backup  -      -       -  -      -   -");
  }

  @Test
  void onlyTheFirstRunOfAnActionNamesIt() throws IOException {
    Json listing =
        json(
            """
            {"actions": [
              {"service": "db", "action": "backup", "every": "6h", "next": "2026-11-27T18:00:00Z",
               "runs": [
                {"run": 12, "state": "running", "at": "2026-11-27T11:59:00Z", "by": "time"},
                {"run": 9, "state": "failed", "at": "2026-11-26T23:59:59Z", "by": "anna"}]},
              {"service": "web", "action": "warm", "runs": [
                {"run": 1, "state": "succeeded", "at": "2026-11-27T11:00:00Z", "by": "start"}]}]}
            """);
    assertThat(plain.listing(listing))
        .containsExactly(
            "SERVICE  ACTION  EVERY  NEXT          RUN  STATE      AT                       BY",
            "db       backup  6h     18:00:00.000   12  running    11:59:00.000             time",
            "                                        9  failed     2026-11-26 23:59:59.000  anna",
            "web      warm    -      -               1  succeeded  11:00:00.000             start");
  }

  @Test
  void aBlueprintWithoutActionsShowsOnlyTheHeadersAndAnOldGridSaysNothing() {
    for (Json nothing : List.of(Json.object("actions", List.of()), new Json.Null())) {
      assertThat(plain.listing(nothing))
          .containsExactly("SERVICE  ACTION  EVERY  NEXT  RUN  STATE  AT  BY");
    }
  }

  @Test
  void theHeadOfARunSaysWhoAskedForWhat() throws IOException {
    assertThat(plain.detail(run(", \"args\": {\"to\": \"s3\", \"level\": 9, \"dry\": true}")))
        .containsExactly(
            "run         shop/db/backup/3",
            "state       running",
            "asked       11:58:00.000 by operator",
            "generation  7",
            "args        to=s3 level=9 dry=true");
  }

  @Test
  void whatARunHasNotIsNotNamed() throws IOException {
    assertThat(plain.detail(run(", \"args\": {}, \"cancelledBy\": \"\", \"legs\": []")))
        .hasSize(4)
        .noneMatch(line -> line.startsWith("args") || line.startsWith("cancelled"));
    assertThat(plain.detail(run(", \"cancelledBy\": \"anna\"")))
        .hasSize(5)
        .last()
        .isEqualTo("cancelled   by anna");
  }

  @Test
  void aLegShowsItsAttemptsAndTheOneThatIsUnderWay() throws IOException {
    Json told =
        run(
            """
            , "legs": [{"workload": "shop/db#0", "state": "running", "node": "n2",
                "until": "2026-11-27T12:30:00Z", "output": "",
                "attempts": [{"attempt": 1, "node": "n1", "result": "lost",
                  "from": "2026-11-27T11:58:01Z", "to": "2026-11-27T11:59:00Z",
                  "detail": "the node went away"}]}]
            """);
    assertThat(plain.detail(told))
        .hasSize(8)
        .containsSequence(
            "",
            "WORKLOAD   ATTEMPT  NODE  STATE    FROM          TO",
            "shop/db#0        1  n1    lost     11:58:01.000  11:59:00.000  the node went away",
            "shop/db#0        2  n2    running  12:30:00.000  -");
  }

  @ParameterizedTest
  @ValueSource(strings = {"waiting", "running", "ending"})
  void whatIsUnderWayCountsAsTheNextAttempt(String state) throws IOException {
    Json told = run(", \"legs\": [{\"workload\": \"a/b#0\", \"state\": \"" + state + "\"}]");
    assertThat(plain.detail(told).getLast()).matches("a/b#0 +1 +- +" + state + " +- +-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"succeeded", "failed", "cancelled", "timed-out", "unplaced", ""})
  void whatIsOverHasNoFurtherAttempt(String state) throws IOException {
    Json told = run(", \"legs\": [{\"workload\": \"a/b#0\", \"state\": \"" + state + "\"}]");
    assertThat(plain.detail(told).getLast()).startsWith("WORKLOAD");
  }

  @Test
  void everyLegStandsByItselfWithWhatItWrote() throws IOException {
    Json told =
        run(
            """
            , "legs": [
              {"workload": "shop/db#0", "state": "succeeded", "output": "one\\ntwo\\n"},
              {"workload": "shop/db#1", "state": "succeeded", "output": "three"}]
            """);
    List<String> lines = plain.detail(told);
    assertThat(lines).filteredOn(String::isEmpty).hasSize(2);
    assertThat(lines).containsSubsequence("  | one", "  | two", "", "  | three");
    assertThat(lines.getLast()).isEqualTo("  | three");
  }

  @Test
  void whatAProcessWroteMovesNoCursorAndBringsNoColour() throws IOException {
    Json told =
        run(
            """
            , "legs": [{"workload": "a/b#0", "output": "\\u001b[31mred\\u0007\\u001b[2J",
                "attempts": [{"attempt": 1, "result": "failed", "detail": "\\u001b[Hx"}]}]
            """);
    assertThat(String.join("\n", plain.detail(told)))
        .contains("  | \u241b[31mred\u2407\u241b[2J", "\u241b[Hx")
        .doesNotContain("\u001b", "\u0007");
    assertThat(painted.detail(told).getLast()).isEqualTo("  | \u241b[31mred\u2407\u241b[2J");
  }

  @Test
  void coloursChangeNothingButColour() {
    Property.forAll(
        random -> {
          String[] states = {"waiting", "running", "ending", "failed", "succeeded", "lost"};
          String state = states[random.nextInt(states.length)];
          String legs =
              ", \"legs\": [{\"workload\": \"a/b#%d\", \"state\": \"%s\", \"output\": \"%s\"}]"
                  .formatted(random.nextInt(20), state, "x".repeat(random.nextInt(4)));
          Json told = run(legs).with("state", state);
          List<String> bare =
              painted.detail(told).stream()
                  .map(line -> line.replaceAll("\u001b\\[[0-9]*m", "").stripTrailing())
                  .toList();
          assertThat(bare).isEqualTo(plain.detail(told));
        });
  }
}
