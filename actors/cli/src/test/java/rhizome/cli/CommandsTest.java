package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.client.RecordedGrid;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.view.Recordings;

class CommandsTest {

  private static final String READY =
      """
      {"name": "shop", "phase": "active", "generation": 3, "ready": true, "services": [
        {"name": "web", "replicas": 1, "ready": 1, "needs": [], "workloads": {"ready": 1}}]}
      """;
  private static final String STARTING =
      READY.replace("\"ready\": true", "\"ready\": false").replace("\"ready\": 1", "\"ready\": 0");
  private static final String STUCK = STARTING.replace("{\"ready\": 0}", "{\"parked\": 1}");

  @TempDir private Path data;
  private RecordedGrid grid;
  private Said said = new Said(0, "", "");
  private String typed = "";
  private boolean live;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    grid = new RecordedGrid(data);
    file = Files.writeString(data.resolve("shop.yaml"), "blueprint: shop\n");
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void planShowsTheDifferenceAndSendsWhatTheGridNeedsToReadTheFile() throws IOException {
    grid.on("POST /v1/plan", Recordings.text("plan"));
    assertThat(run("plan", file.toString())).isZero();
    assertThat(out()).startsWith("shop: 2 created").endsWith("plan 0123abcd\n");
    Json sent = JsonText.parse(grid.asked().getFirst().body());
    assertThat(sent.at("text").text()).isEqualTo("blueprint: shop\n");
    assertThat(sent.at("file").text()).isEqualTo(file.toString());
    assertThat(sent.at("here").text()).isEqualTo(data.toString());
  }

  @Test
  void aPlanCanComeFromStandardInput() throws IOException {
    grid.on("POST /v1/plan", Recordings.text("plan"));
    typed = "blueprint: piped\n";
    assertThat(run("plan", "-", "-o", "json")).isZero();
    assertThat(JsonText.parse(out())).isEqualTo(Recordings.json("plan"));
    assertThat(JsonText.parse(grid.asked().getFirst().body()).at("text").text())
        .isEqualTo("blueprint: piped\n");
  }

  @Test
  void aFileThatIsNotThereIsAUsageError() {
    assertThat(run("plan", "nowhere.yaml")).isEqualTo(2);
    assertThat(err()).contains("there is no file nowhere.yaml");
    assertThat(grid.asked()).isEmpty();
  }

  @Test
  void applyAppliesExactlyThePlanThatWasShownAndWaitsUntilReady() throws IOException {
    recordApply();
    grid.on("GET /v1/robots/shop", STARTING).on("GET /v1/robots/shop", READY);
    assertThat(run("apply", file.toString(), "--yes")).isZero();
    assertThat(out()).startsWith("shop: 2 created");
    assertThat(err()).contains("  web 0/1\n  web 1/1\n").contains("shop is ready, after");
    assertThat(grid.questions())
        .containsExactly(
            "POST /v1/plan", "POST /v1/apply", "GET /v1/robots/shop", "GET /v1/robots/shop");
    assertThat(JsonText.parse(grid.asked().get(1).body()).at("plan").text()).isEqualTo("0123abcd");
  }

  @Test
  void offATerminalApplyNeedsConsentInAdvance() throws IOException {
    recordApply();
    assertThat(run("apply", file.toString())).isEqualTo(2);
    assertThat(err()).contains("--yes");
    assertThat(grid.questions()).containsExactly("POST /v1/plan");
  }

  @ParameterizedTest
  @CsvSource({"y, 0, 3", "n, 1, 1"})
  void onATerminalApplyAsks(String answer, int code, int questions) throws IOException {
    recordApply();
    grid.on("GET /v1/robots/shop", READY);
    live = true;
    typed = answer + "\n";
    assertThat(run("apply", file.toString())).isEqualTo(code);
    assertThat(err()).contains("Apply this plan? [y/N]");
    assertThat(grid.questions()).hasSize(questions);
  }

  @Test
  void aPlanThatChangesNothingNeedsNoConsent() throws IOException {
    String empty = Recordings.text("plan").replace("\"empty\": false", "\"empty\": true");
    grid.on("POST /v1/plan", empty)
        .on("POST /v1/apply", "{\"robot\":\"shop\",\"generation\":3,\"plan\":" + empty + "}")
        .on("GET /v1/robots/shop", READY);
    assertThat(run("apply", file.toString())).isZero();
    assertThat(out()).contains("nothing to change");
  }

  @Test
  void aConfirmedPlanIsNotAskedAboutAndRefusedWhenItMoved() {
    grid.refuse("POST /v1/apply", 409, "plan-moved", "plan again");
    assertThat(run("apply", file.toString(), "--plan", "feed")).isEqualTo(3);
    assertThat(err()).contains("rhizome: plan again\n");
    assertThat(grid.questions()).containsExactly("POST /v1/apply");
  }

  @Test
  void whoDoesNotWantToWaitDoesNotWait() throws IOException {
    recordApply();
    assertThat(run("apply", file.toString(), "-y", "--no-wait")).isZero();
    assertThat(grid.questions()).containsExactly("POST /v1/plan", "POST /v1/apply");
  }

  @Test
  void waitingTooLongIsToldWithWhatIsMissing() throws IOException {
    recordApply();
    grid.on("GET /v1/robots/shop", STARTING);
    assertThat(run("apply", file.toString(), "-y", "--timeout", "200ms")).isEqualTo(5);
    assertThat(err()).contains("shop is not there after 200 ms: 0 of 1 ready");
  }

  @Test
  void whatNeedsAHumanEndsTheWaitingWithItsName() throws IOException {
    recordApply();
    grid.on("GET /v1/robots/shop", STUCK)
        .on(
            "GET /v1/workloads?robot=shop",
            """
            {"workloads": [{"id": "shop/web#0", "status": "parked", "detail": "needs a human"},
              {"id": "shop/web#1", "status": "ready"}]}
            """);
    assertThat(run("apply", file.toString(), "-y")).isEqualTo(1);
    assertThat(err()).contains("shop/web#0").contains("rhizome explain shop/web#0");
    assertThat(err()).doesNotContain("shop/web#1");
  }

  @Test
  void forMachinesApplyAnswersWithWhatBecame() throws IOException {
    recordApply();
    grid.on("GET /v1/robots/shop", READY);
    assertThat(run("apply", file.toString(), "-y", "--output", "json")).isZero();
    Json answer = JsonText.parse(out());
    assertThat(answer.at("generation").number()).isEqualTo(3);
    assertThat(answer.at("state").at("ready").isTrue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"robots", "workloads", "nodes"})
  void getListsEachKindInEachForm(String kind) throws IOException {
    grid.on("GET /v1/" + kind, Recordings.text(kind));
    assertThat(run("get", kind)).isZero();
    assertThat(out()).isNotBlank();
    assertThat(run("get", kind, "-o", "JSON")).isZero();
    assertThat(JsonText.parse(out())).isEqualTo(Recordings.json(kind));
    assertThat(run("get", kind, "--output=yaml")).isZero();
    assertThat(out()).startsWith(kind + ":\n- ");
  }

  @Test
  void workloadsAreFetchedPageByPage() throws IOException {
    grid.on(
            "GET /v1/workloads?robot=shop",
            "{\"workloads\":[{\"id\":\"shop/web#0\"}],\"next\":\"shop/web#0\"}")
        .on(
            "GET /v1/workloads?robot=shop&after=shop%2Fweb%230",
            "{\"workloads\":[{\"id\":\"shop/web#1\"}]}");
    assertThat(run("get", "--robot", "shop", "-o", "json")).isZero();
    assertThat(JsonText.parse(out()).at("workloads").items()).hasSize(2);
  }

  @Test
  void statusAndExplainTellWhatTheGridSays() throws IOException {
    grid.on("GET /v1/status", Recordings.text("status"))
        .on("GET /v1/workloads/shop/web/0/timeline", Recordings.text("timeline"))
        .refuse("GET /v1/workloads/shop/web/0", 404, "unknown-workload", "gone");
    assertThat(run("status")).isZero();
    assertThat(out()).contains("needs a human  shop/web#1");
    assertThat(run("explain", "shop/web#0")).isZero();
    assertThat(out()).contains("shop/web#0  is gone").contains("ready again");
  }

  @Test
  void logsAreReadPartByPart() {
    grid.log("GET /v1/workloads/shop/web/0/log?offset=0", "one\n", 4, 8).log(
        "GET /v1/workloads/shop/web/0/log?offset=4", "two\n", 8, 8);
    assertThat(run("logs", "shop/web#0")).isZero();
    assertThat(out()).isEqualTo("one\ntwo\n");
  }

  @Test
  void followedLogsGoOnAfterTheGridHungUpAndEndWithItsRefusal() {
    String log = "/v1/workloads/shop/web/0/log?follow=true&offset=";
    grid.log("GET " + log + 0, "one\n", 4, 4)
        .log("GET " + log + 4, "two\n", 8, 8)
        .refuse("GET " + log + 8, 503, "unavailable", "n1 is not connected");
    assertThat(run("logs", "-f", "shop/web#0")).isEqualTo(1);
    assertThat(out()).isEqualTo("one\ntwo\n");
    assertThat(err()).contains("n1 is not connected");
  }

  @Test
  void eventsShowWhatTheGridRemembers() throws IOException {
    String feed =
        """
        event: missed
        data: {"missed":3}

        id: r-1
        event: node
        data: {"at":"2026-05-04T12:00:00Z","kind":"node","name":"n1","event":"enrolled",\
        "sentence":"is online"}

        """;
    grid.on("GET /v1/events?after=0&follow=false", 200, "text/event-stream", feed);
    assertThat(run("events")).isZero();
    assertThat(out()).contains("3 events came too fast").contains("node n1  is online");
    assertThat(run("events", "-o", "json")).isZero();
    List<String> lines = out().lines().toList();
    assertThat(JsonText.parse(lines.get(0)).at("missed").number()).isEqualTo(3);
    assertThat(JsonText.parse(lines.get(1)).at("event").text()).isEqualTo("enrolled");
  }

  @Test
  void followedEventsGoOnWhereTheyWere() {
    grid.on("GET /v1/events", 200, "text/event-stream", "id: r-7\ndata: {\"at\":\"x\"}\n\n")
        .refuse("GET /v1/events", 503, "unavailable", "too many streams");
    assertThat(run("events", "--follow")).isEqualTo(1);
    assertThat(grid.asked().stream().map(RecordedGrid.Asked::lastEventId))
        .containsExactly("null", "r-7");
  }

  @Test
  void destroyAsksThenWaitsUntilNothingIsLeft() {
    grid.on("GET /v1/robots/shop", READY)
        .on("DELETE /v1/robots/shop", "{\"what\":\"destroying shop\"}");
    assertThat(run("destroy", "shop")).isEqualTo(2);
    assertThat(grid.questions()).doesNotContain("DELETE /v1/robots/shop");
    grid.on("GET /v1/robots/shop", READY)
        .refuse("GET /v1/robots/shop", 404, "unknown-robot", "there is no robot 'shop'");
    assertThat(run("destroy", "shop", "--yes")).isZero();
    assertThat(err()).contains("shop is gone, after");
  }

  @Test
  void anUnknownRobotIsRefusedBeforeAnybodyIsAsked() {
    grid.refuse("GET /v1/robots/shap", 404, "unknown-robot", "did you mean 'shop'?");
    live = true;
    assertThat(run("destroy", "shap")).isEqualTo(3);
    assertThat(err()).contains("did you mean 'shop'?").doesNotContain("[y/N]");
  }

  @Test
  void retrySaysWhatWasAccepted() {
    grid.on("POST /v1/workloads/shop/web/0/retry", "{\"what\":\"retrying shop/web#0\"}");
    assertThat(run("retry", "shop/web#0")).isZero();
    assertThat(out()).isEqualTo("retrying shop/web#0\n");
  }

  private void recordApply() throws IOException {
    String plan = Recordings.text("plan");
    grid.on("POST /v1/plan", plan)
        .on("POST /v1/apply", "{\"robot\":\"shop\",\"generation\":3,\"plan\":" + plan + "}");
  }

  private int run(String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--data";
    all[args.length + 1] = data.toString();
    said = new ScriptedTerminal(typed, live, false).run(all);
    return said.code();
  }

  private String out() {
    return said.out();
  }

  private String err() {
    return said.err();
  }
}
