package rhizome.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.client.RecordedGrid;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.terminal.Tint;

/** Notices as the API tells them, for people. */
class NoticesTableTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:10Z");
  private static final String SILENCE =
      "nobody was ever told anything: name receivers in rhizome.conf, and say 'rhizome notify"
          + " test'";

  @TempDir private Path data;

  private static List<String> lines(String json) throws IOException {
    return ListNotices.lines(JsonText.parse(json), NOW, false);
  }

  @Test
  void whereNothingIsOpenAndNobodyIsToldBothAreSaid() throws IOException {
    String nothing = "{\"letters\": 0, \"open\": [], \"receivers\": [], \"dead\": []}";
    assertThat(lines(nothing)).containsExactly("no open notices", "", SILENCE);
    assertThat(ListNotices.lines(new Json.Null(), NOW, false))
        .as("of a grid that knows no notices")
        .containsExactly("no open notices", "", SILENCE);
  }

  @Test
  void openNoticesStandInTheOrderTheGridTellsThem() throws IOException {
    List<String> lines =
        lines(
            """
            {"open": [
              {"severity": "critical", "subject": "shop/web#0", "text": "needs a human",
               "since": "2026-05-04T12:00:00Z", "told": true},
              {"severity": "warning", "subject": "n1", "text": "may be gone",
               "since": "2026-05-04T11:58:10Z", "told": false}]}
            """);
    assertThat(lines.get(0)).matches("SEVERITY +SUBJECT +AGE +TOLD +WHAT");
    assertThat(lines.get(1)).matches("critical +shop/web#0 +10\\.0 s +yes +needs a human");
    assertThat(lines.get(2)).matches("warning +n1 +2 min 0 s +not yet +may be gone");
    assertThat(lines.subList(3, 5)).containsExactly("", SILENCE);
  }

  @Test
  void aReceiverSaysWhatWaitsWhatFailedAndWhatArrivedLast() throws IOException {
    List<String> lines =
        lines(
            """
            {"receivers": [
              {"name": "desk", "waiting": 0, "attempts": 0, "last": 4,
               "lastAt": "2026-05-04T12:00:00Z"},
              {"name": "pager", "waiting": 12, "next": 5, "attempts": 3,
               "nextAt": "2026-05-04T12:01:00Z", "trouble": "no route to host"}]}
            """);
    assertThat(lines.get(2)).matches("RECEIVER +WAITING +FAILED +LAST +TROUBLE");
    assertThat(lines.get(3)).matches("desk +0 +0 +letter 4, 10\\.0 s ago +-");
    assertThat(lines.get(4)).matches("pager +12 +3 +- +no route to host");
    assertThat(lines).hasSize(5);
  }

  @Test
  void lettersThatNeverArrivedSayWhyBelowTheReceivers() throws IOException {
    List<String> lines =
        lines(
            """
            {"dead": [{"receiver": "desk", "letter": 9, "headline": "shop/web#0 needs a human",
              "reason": "550 no such user", "at": "2026-05-04T12:00:00Z"}]}
            """);
    assertThat(lines.subList(0, 4)).containsExactly("no open notices", "", SILENCE, "");
    assertThat(lines.get(4)).matches("LETTER +NEVER REACHED +AGE +WHAT +WHY");
    assertThat(lines.get(5))
        .matches(" +9 +desk +10\\.0 s +shop/web#0 needs a human +550 no such user");
  }

  /** A receiver on another machine chooses these words. */
  @Test
  void whatStrangersSayMovesNoCursor() throws IOException {
    String trouble = "\\u001b[2Jgone\\nnow";
    List<String> lines =
        lines(
            """
            {"open": [{"severity": "error", "subject": "n1", "text": "%s", "told": true}],
             "receivers": [{"name": "desk", "waiting": 1, "attempts": 1, "trouble": "%s"}],
             "dead": [{"receiver": "desk", "letter": 1, "headline": "%s", "reason": "%s"}]}
            """
                .formatted(trouble, trouble, trouble, trouble));
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line.codePoints().noneMatch(Character::isISOControl)).isTrue());
    assertThat(lines.stream().filter(line -> line.contains("gone"))).hasSize(3);
  }

  @Test
  void whatIsOpenIsInTheColourOfTrouble() throws IOException {
    Json open = JsonText.parse("{\"open\": [{\"severity\": \"error\", \"subject\": \"n1\"}]}");
    assertThat(ListNotices.lines(open, NOW, true).get(1)).startsWith(Tint.BAD.paint("error", true));
  }

  private Said test(String notices, String... more) throws IOException {
    try (RecordedGrid grid = new RecordedGrid(data)) {
      grid.on("POST /v1/notices/test", 202, "application/json", "{\"letter\": 7}");
      grid.on("GET /v1/notices", notices);
      String[] words = new String[4 + more.length];
      System.arraycopy(new String[] {"notify", "test", "--data", data.toString()}, 0, words, 0, 4);
      System.arraycopy(more, 0, words, 4, more.length);
      return ScriptedTerminal.NOBODY.run(words);
    }
  }

  @Test
  void aTestIsWellWhenThisLetterOrALaterOneArrivedEverywhere() throws IOException {
    Said said =
        test(
            """
            {"receivers": [{"name": "a", "waiting": 0, "last": 7, "attempts": 0},
                           {"name": "b", "waiting": 1, "next": 9, "last": 8, "attempts": 0},
                           {"name": "old", "waiting": 0, "last": 3, "attempts": 0}], "dead": []}
            """);
    assertThat(said.lines()).containsExactly("a  arrived", "b  arrived");
    assertThat(said.code()).isZero();
  }

  @Test
  void aLetterThatWasGivenUpNeverWillArrive() throws IOException {
    Said said =
        test(
            """
            {"receivers": [{"name": "a", "waiting": 0, "last": 6, "attempts": 0}],
             "dead": [{"receiver": "a", "letter": 6, "reason": "older"},
                      {"receiver": "b", "letter": 7, "reason": "another's"},
                      {"receiver": "a", "letter": 7, "reason": "550 no such user"}]}
            """);
    assertThat(said.lines()).containsExactly("a  never will: 550 no such user");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void aLetterBehindOthersThatFailIsNotWaitedFor() throws IOException {
    Said said =
        test(
            """
            {"receivers": [{"name": "a", "waiting": 3, "next": 5, "attempts": 2,
              "trouble": "no route"}], "dead": []}
            """,
            "-o",
            "json");
    Json receiver = said.json().at("receivers").items().getFirst();
    assertThat(said.json().at("letter").number()).isEqualTo(7);
    assertThat(receiver.at("arrived").isTrue()).isFalse();
    assertThat(receiver.at("word").text()).isEqualTo("waits behind 2 more: no route");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void whatTheWordLacksIsSaid() {
    Said said = ScriptedTerminal.NOBODY.run("notify");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("what to do is missing: list or test");
  }
}
