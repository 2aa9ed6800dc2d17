package rhizome.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.client.RecordedGrid;
import rhizome.cli.json.Json;

/** How a test of the receivers ends, by what the grid says of its letter, which is the ninth. */
class TestNoticesWordsTest {

  private static final String SEND = "POST /v1/notices/test";
  private static final String LOOK = "GET /v1/notices";

  @TempDir private Path data;
  private RecordedGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new RecordedGrid(data).on(SEND, "{\"letter\": 9}");
  }

  @AfterEach
  void close() {
    grid.close();
  }

  private Said test(String... words) {
    List<String> all = new ArrayList<>(List.of("notify", "test", "--data", data.toString()));
    all.addAll(List.of(words));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  private void desk(String members) {
    grid.on(LOOK, "{\"receivers\": [{\"name\": \"desk\", %s}]}".formatted(members));
  }

  @ParameterizedTest
  @CsvSource({"9", "10"})
  void aLetterHasArrivedWhenItOrALaterOneHas(long last) {
    desk("\"last\": %d, \"next\": null, \"waiting\": 0, \"attempts\": 0".formatted(last));
    Said said = test();
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).isEqualTo("desk  arrived\n");
  }

  @Test
  void aLaterLetterThatFailsTakesNothingFromTheTest() {
    desk("\"last\": 9, \"next\": 10, \"waiting\": 1, \"attempts\": 2, \"trouble\": \"no route\"");
    assertThat(test().out()).isEqualTo("desk  arrived\n");
  }

  @Test
  void theFirstTryThatFailsEndsTheWaiting() {
    desk("\"last\": 8, \"next\": 9, \"waiting\": 1, \"attempts\": 1, \"trouble\": \"no route\"");
    Said said = test();
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).isEqualTo("desk  is on its way: no route\n");
    assertThat(grid.questions()).containsExactly(SEND, LOOK);
  }

  @Test
  void behindOthersThatFailItWaitsInVain() {
    desk("\"last\": null, \"next\": 6, \"waiting\": 4, \"attempts\": 1, \"trouble\": \"full\"");
    assertThat(test().out()).isEqualTo("desk  waits behind 3 more: full\n");
  }

  @Test
  void whatIsOnItsWayIsLookedAtAgain() {
    desk("\"last\": 8, \"next\": 9, \"waiting\": 1, \"attempts\": 0");
    desk("\"last\": 9, \"next\": null, \"waiting\": 0, \"attempts\": 0");
    assertThat(test().code()).isZero();
    assertThat(grid.questions()).containsExactly(SEND, LOOK, LOOK);
  }

  @Test
  void whoseTimeIsOverIsToldHowFarItIs() {
    desk("\"last\": 8, \"next\": 9, \"waiting\": 1, \"attempts\": 0");
    Said said = test("--timeout", "1ms");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).isEqualTo("desk  is on its way\n");
  }

  @Test
  void whatNeverWillArriveIsToldWithWhy() {
    grid.on(
        LOOK,
        """
        {"receivers": [{"name": "desk", "last": null, "next": null, "waiting": 0}],
         "dead": [{"receiver": "desk", "letter": 8, "reason": "an older one"},
                  {"receiver": "mail", "letter": 9, "reason": "another's"},
                  {"receiver": "desk", "letter": 9, "reason": "410 \\u001b[2J Gone"}]}
        """);
    Said said = test();
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).isEqualTo("desk  never will: 410 \u241b[2J Gone\n");
  }

  @Test
  void whoIsAReceiverNoMoreIsNotWaitedFor() throws IOException {
    grid.on(
        LOOK,
        """
        {"receivers": [{"name": "old", "last": 3, "next": null, "waiting": 0, "attempts": 0},
                       {"name": "desk", "last": 9, "next": null, "waiting": 0, "attempts": 0}]}
        """);
    Said said = test("-o", "json");
    assertThat(said.code()).isZero();
    Json told = said.json();
    assertThat(told.at("letter").number()).isEqualTo(9);
    assertThat(told.at("receivers").items())
        .containsExactly(
            Json.object("receiver", "desk").with("arrived", true).with("word", "arrived"));
  }

  @Test
  void oneOfSeveralThatIsNotReachedIsAFailure() {
    grid.on(
        LOOK,
        """
        {"receivers": [
          {"name": "desk", "last": 9, "next": null, "waiting": 0, "attempts": 0},
          {"name": "mail", "next": 9, "waiting": 1, "attempts": 1, "trouble": "refused"}]}
        """);
    Said said = test();
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.lines()).containsExactly("desk  arrived", "mail  is on its way: refused");
  }

  @Test
  void aTimeThatIsNoneIsRefusedBeforeAnythingIsSent() {
    for (String wrong : new String[] {"soon", "-1s", ""}) {
      assertThat(test("--timeout", wrong).code()).as(wrong).isEqualTo(2);
    }
    assertThat(grid.questions()).isEmpty();
  }

  @Test
  void whatTheGridRefusesIsToldAndNotLookedAt() throws IOException {
    try (RecordedGrid other = new RecordedGrid(data)) {
      other.refuse(SEND, 409, "tells-nobody", "this grid tells nobody");
      Said said = test();
      assertThat(said.code()).isEqualTo(3);
      assertThat(said.err()).contains("this grid tells nobody");
      assertThat(other.questions()).containsExactly(SEND);
    }
  }

  @Test
  void listHandsOnWhatTheGridSaid() throws IOException {
    grid.on(LOOK, "{\"open\": [], \"receivers\": [], \"dead\": [], \"novel\": true}");
    String[] words = {"notify", "list", "--data", data.toString(), "-o", "json"};
    assertThat(ScriptedTerminal.NOBODY.run(words).json().at("novel").isTrue()).isTrue();
    assertThat(ScriptedTerminal.NOBODY.run("notify").err())
        .contains("what to do is missing: list or test");
  }
}
