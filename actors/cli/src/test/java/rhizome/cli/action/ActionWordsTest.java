package rhizome.cli.action;

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
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** What the words of {@code rhizome action} ask a grid, and how they end by what it answers. */
class ActionWordsTest {

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
    List<String> all = new ArrayList<>(List.of("action"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  private static void accepts(String robot, String... ids) {
    List<Json> runs = new ArrayList<>();
    for (String id : ids) {
      runs.add(Json.object("id", id).with("state", "waiting"));
    }
    grid.on("POST /v1/robots/" + robot + "/actions", text(Json.object("runs", runs)));
  }

  private static void plays(String robot, long run, String state) {
    String id = robot + "/db/save/" + run;
    Json json = Json.object("id", id).with("state", state);
    grid.on("GET /v1/robots/%s/actions/db/save/%d".formatted(robot, run), text(json));
  }

  private static String text(Json json) {
    return JsonText.compact(json);
  }

  private static List<Json> wishes(String robot) throws IOException {
    List<Json> wishes = new ArrayList<>();
    for (RecordedGrid.Asked asked : grid.asked()) {
      if (asked.what().equals("POST /v1/robots/" + robot + "/actions")) {
        wishes.add(JsonText.parse(asked.body()));
      }
    }
    return wishes;
  }

  @Test
  void theWishSaysTheServiceTheSlotAndTheArguments() throws IOException {
    accepts("full", "full/db/save/1");
    Said said = run("run", "full", "db", "save", "--slot", "2", "--arg", "to=a=b", "--arg", "dry=");
    assertThat(said.code()).as(said.err()).isZero();
    Json wish = wishes("full").getFirst();
    assertThat(wish.members().keySet())
        .containsExactly("action", "args", "all", "key", "service", "slot");
    assertThat(wish.at("action").text()).isEqualTo("save");
    assertThat(wish.at("service").text()).isEqualTo("db");
    assertThat(wish.at("slot").number()).isEqualTo(2);
    assertThat(wish.at("all").isTrue()).isFalse();
    assertThat(wish.at("args")).isEqualTo(Json.object("to", "a=b").with("dry", ""));
  }

  @Test
  void whatWasNotSaidTheGridDecides() throws IOException {
    accepts("bare", "bare/db/save/1", "bare/web/save/1");
    assertThat(run("run", "bare", "save", "--all").lines())
        .containsExactly("bare/db/save/1   waiting", "bare/web/save/1  waiting");
    Json wish = wishes("bare").getFirst();
    assertThat(wish.members().keySet()).containsExactly("action", "args", "all", "key");
    assertThat(wish.at("all").isTrue()).isTrue();
    assertThat(wish.at("args").members()).isEmpty();
  }

  @Test
  void eachCommandIsAWishOfItsOwn() throws IOException {
    accepts("twice", "twice/db/save/1");
    run("run", "twice", "db", "save");
    run("run", "twice", "db", "save");
    assertThat(wishes("twice")).extracting(wish -> wish.at("key").text()).doesNotHaveDuplicates();
    assertThat(wishes("twice")).hasSize(2).allMatch(wish -> !wish.at("key").text().isEmpty());
  }

  @Test
  void aWishThatMakesNoSenseIsNotSent() throws IOException {
    Said lonely = run("run", "mute", "save");
    assertThat(lonely.code()).isEqualTo(2);
    assertThat(lonely.err())
        .contains("the service is missing")
        .contains("name a service, or say --all to run 'save' beside every service that has it");
    Said both = run("run", "mute", "db", "save", "--all");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("--all and a service exclude each other");
    for (String slot : new String[] {"first", "1.5", ""}) {
      assertThat(run("run", "mute", "db", "save", "--slot", slot).code()).as(slot).isEqualTo(2);
    }
    assertThat(run("run", "mute", "db", "save", "--arg", "novalue").code()).isEqualTo(2);
    assertThat(run("run", "mute").code()).isEqualTo(2);
    assertThat(run("run", "mute", "a", "b", "c").code()).isEqualTo(2);
    assertThat(run("run", "Mute", "db", "save").err()).contains("Mute");
    assertThat(wishes("mute")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "succeeded,0",
    "failed,1",
    "timed-out,1",
    "cancelled,1",
    "lost,1",
    "unplaced,1",
    "novel,1"
  })
  void whoWaitsEndsWellOnlyWithSuccess(String state, int code) {
    String robot = "end-" + state;
    accepts(robot, robot + "/db/save/4");
    plays(robot, 4, state);
    Said said = run("run", robot, "db", "save", "--wait");
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    assertThat(said.lines()).containsExactly(robot + "/db/save/4  " + state);
  }

  @Test
  void ofSeveralRunsAllMustSucceed() throws IOException {
    accepts("mixed", "mixed/db/save/1", "mixed/db/save/2");
    plays("mixed", 1, "failed");
    plays("mixed", 2, "succeeded");
    Said said = run("run", "mixed", "save", "--all", "--wait", "-o", "json");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.json().at("runs").items())
        .extracting(one -> one.at("state").text())
        .containsExactly("failed", "succeeded");
  }

  @Test
  void whoDoesNotWaitLooksAtNothing() {
    accepts("quick", "quick/db/save/1");
    assertThat(run("run", "quick", "db", "save").code()).isZero();
    assertThat(grid.questions()).noneMatch(what -> what.startsWith("GET /v1/robots/quick"));
  }

  @Test
  void aRunThatGoesOnIsLookedAtAgain() {
    accepts("slow", "slow/db/save/1");
    plays("slow", 1, "waiting");
    plays("slow", 1, "succeeded");
    assertThat(run("run", "slow", "db", "save", "--wait").code()).isZero();
    assertThat(grid.questions())
        .filteredOn("GET /v1/robots/slow/actions/db/save/1"::equals)
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"404,3", "409,3", "500,1", "503,1"})
  void whatTheGridRefusesIsToldInItsWords(int status, int code) {
    String robot = "refuses-" + status;
    grid.refuse("POST /v1/robots/" + robot + "/actions", status, "odd", "not now, says " + robot);
    Said said = run("run", robot, "db", "save");
    assertThat(said.code()).isEqualTo(code);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("not now, says " + robot);
  }

  @Test
  void anUnknownBlueprintNamesTheWordThatListsThem() {
    grid.refuse("GET /v1/robots/none/actions", 404, "unknown-robot", "there is no robot 'none'");
    Said said = run("list", "none");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("there is no robot 'none'", "'rhizome get robots' lists them");
  }

  @Test
  void aListIsHandedOnAsTheGridToldIt() throws IOException {
    Json listing = Json.object("actions", List.of()).with("novel", 1);
    grid.on("GET /v1/robots/handed/actions", text(listing));
    assertThat(run("list", "handed", "-o", "json").json()).isEqualTo(listing);
    assertThat(run("list", "handed").out())
        .isEqualTo("SERVICE  ACTION  EVERY  NEXT  RUN  STATE  AT  BY\n");
  }

  @Test
  void oneRunIsShownAndCancelledUnderItsOwnName() throws IOException {
    plays("one", 7, "failed");
    grid.on("DELETE /v1/robots/one/actions/db/save/7", "{\"what\": \"cancelling it\"}");
    Said shown = run("show", "one/db/save/7", "-o", "json");
    assertThat(shown.json().at("state").text()).isEqualTo("failed");
    Said cancelled = run("cancel", "one/db/save/7");
    assertThat(cancelled.code()).isZero();
    assertThat(cancelled.out()).isEqualTo("cancelling it\n");
    assertThat(run("cancel", "one/db/save/7", "-o", "json").json().at("what").text())
        .isEqualTo("cancelling it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "cancel"})
  void whatIsNoRunIsNotAskedFor(String word) {
    int before = grid.questions().size();
    for (String wrong : new String[] {"x", "a/b/c", "a/b/c/d", "a/b/c/1/2", "A/b/c/1"}) {
      Said said = run(word, wrong);
      assertThat(said.code()).as(wrong).isEqualTo(2);
      assertThat(said.err()).contains("'" + wrong + "' is not a run");
    }
    assertThat(run(word).code()).isEqualTo(2);
    assertThat(grid.questions()).hasSize(before);
  }

  @Test
  void theWordAloneSaysWhatIsMissing() {
    Said said = ScriptedTerminal.NOBODY.run("action");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("what to do is missing: run, list, show or cancel");
    assertThat(run("rnu", "shop").code()).isEqualTo(2);
  }
}
