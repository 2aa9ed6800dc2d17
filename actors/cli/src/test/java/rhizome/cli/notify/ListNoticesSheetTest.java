package rhizome.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.terminal.Glyphs;
import rhizome.house.Property;

/** The table of notices, from what the API says. */
class ListNoticesSheetTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String NOBODY =
      "nobody was ever told anything: name receivers in rhizome.conf, and say"
          + " 'rhizome notify test'";

  private static List<String> lines(String json) throws IOException {
    return ListNotices.lines(JsonText.parse(json), NOW, false);
  }

  @Test
  void aGridWithNothingToTellSaysSo() throws IOException {
    assertThat(lines("{}")).containsExactly("no open notices", "", NOBODY);
    assertThat(lines("{\"open\": [], \"receivers\": [], \"dead\": []}"))
        .containsExactly("no open notices", "", NOBODY);
  }

  @Test
  void anOpenNoticeSaysHowOldItIsAndWhetherItWasTold() throws IOException {
    assertThat(
            lines(
                """
                {"open": [
                  {"severity": "critical", "subject": "shop/web#0", "told": true,
                   "since": "2026-11-27T11:58:00Z", "text": "needs a human"},
                  {"severity": "warning", "subject": "n1", "told": false,
                   "since": "2026-11-27T11:59:30Z", "text": "is suspect"}]}
                """))
        .containsExactly(
            "SEVERITY  SUBJECT           AGE  TOLD     WHAT",
            "critical  shop/web#0  2 min 0 s  yes      needs a human",
            "warning   n1             30.0 s  not yet  is suspect",
            "",
            NOBODY);
  }

  @Test
  void aNoticeOfUnknownAgeIsShownAllTheSame() throws IOException {
    String fresh = "{\"open\": [{\"severity\": \"info\", \"subject\": \"n1\", \"text\": \"x\"}]}";
    assertThat(lines(fresh)).contains("info      n1         -  not yet  x");
    assertThat(lines("{\"open\": [{\"subject\": \"n1\", \"since\": \"yesterday\"}]}"))
        .anyMatch(line -> line.matches(" +n1 +- +not yet"));
  }

  @Test
  void aReceiverShowsItsLastLetterAndWhatTroublesIt() throws IOException {
    assertThat(
            lines(
                """
                {"receivers": [
                  {"name": "desk", "waiting": 0, "attempts": 0, "last": 4,
                   "lastAt": "2026-11-27T11:59:55Z", "trouble": ""},
                  {"name": "mail", "waiting": 12, "attempts": 3, "last": null,
                   "trouble": "connection refused"}]}
                """))
        .containsExactly(
            "no open notices",
            "",
            "RECEIVER  WAITING  FAILED  LAST                 TROUBLE",
            "desk            0       0  letter 4, 5.0 s ago  -",
            "mail           12       3  -                    connection refused");
  }

  @Test
  void whatNeverCameIsListedLastAndOnlyWhereThereIsSome() throws IOException {
    List<String> lines =
        lines(
            """
            {"receivers": [{"name": "desk", "waiting": 0, "attempts": 0}],
             "dead": [{"letter": 7, "receiver": "desk", "at": "2026-11-27T11:00:00Z",
                       "headline": "shop/web#0 needs a human", "reason": "410 Gone"}]}
            """);
    assertThat(lines)
        .hasSize(7)
        .endsWith(
            "",
            "LETTER  NEVER REACHED         AGE  WHAT                      WHY",
            "     7  desk           60 min 0 s  shop/web#0 needs a human  410 Gone");
    assertThat(lines("{\"dead\": []}")).noneMatch(line -> line.contains("NEVER REACHED"));
  }

  /** A remote server writes the reason, and a process the text. */
  @Test
  void whatStrangersWroteStaysOnItsLineAndMovesNothing() {
    Property.forAll(
        random -> {
          StringBuilder odd = new StringBuilder("x");
          for (int i = random.nextInt(6); i > 0; i--) {
            odd.append((char) random.nextInt(1, 0xA0));
          }
          String text = odd.append('x').toString();
          Json open = Json.object("severity", "info").with("subject", "a").with("text", text);
          Json dead = Json.object("letter", 1).with("receiver", "desk").with("headline", text);
          Json desk = Json.object("name", "desk").with("trouble", text);
          Json notices =
              Json.object("open", List.of(open))
                  .with("receivers", List.of(desk))
                  .with("dead", List.of(dead.with("reason", text)));
          List<String> lines = ListNotices.lines(notices, NOW, false);
          assertThat(lines).hasSize(8);
          assertThat(String.join("", lines).chars().anyMatch(Character::isISOControl)).isFalse();
          for (int line : new int[] {1, 4, 7}) {
            assertThat(lines.get(line)).endsWith(Glyphs.visible(text));
          }
        });
  }

  @Test
  void severityIsBadAndWhoItIsAboutStrong() throws IOException {
    Json notices =
        JsonText.parse("{\"open\": [{\"severity\": \"critical\", \"subject\": \"n1\"}]}");
    assertThat(ListNotices.lines(notices, NOW, true).get(1))
        .startsWith("\u001b[31mcritical\u001b[0m  \u001b[1mn1\u001b[0m");
  }
}
