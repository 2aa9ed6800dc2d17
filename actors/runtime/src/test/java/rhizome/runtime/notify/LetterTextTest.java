package rhizome.runtime.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Line;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Topic;
import rhizome.house.Property;

class LetterTextTest {

  private static final SortedMap<Topic, Long> NO_MORE = new TreeMap<>();

  private static LetterText text(Letter letter) {
    return new LetterText(letter, LetterText.id(letter, "house"), "house");
  }

  private static Line begun(Topic topic, String subject, String text) {
    Notice notice = new Notice(new NoticeKey(topic, subject), text, Optional.empty(), Samples.NOON);
    return new Line(notice, Optional.empty());
  }

  private static Line over(Topic topic, String subject, String text) {
    Line.End end = new Line.End(text, Samples.NOON.plusSeconds(60));
    return new Line(begun(topic, subject, "was bad").notice(), Optional.of(end));
  }

  private static Letter letter(Line... lines) {
    return new Letter(7, Samples.NOON, false, List.of(lines), NO_MORE, 0);
  }

  private static JsonNode json(Letter letter) throws IOException {
    return new ObjectMapper().readTree(text(letter).json(1 << 20));
  }

  private static final String FOOT =
      """

      --\s
      grid house, letter 7, 2026-11-27T12:00:00Z
      'rhizome notify list' shows what is open, 'rhizome explain NAME' a workload's story.
      """;

  @Test
  void aLetterIsCalledTheSameEverywhereAndNoOtherIs() {
    Letter letter = Samples.letter(1);
    assertThat(LetterText.id(letter, "house")).isEqualTo("msg_house_7_1795780800000");
    assertThat(LetterText.id(letter, "other")).isNotEqualTo(LetterText.id(letter, "house"));
    Letter anew = new Letter(7, Samples.NOON.plusMillis(1), false, List.of(), NO_MORE, 0);
    assertThat(LetterText.id(anew, "house")).isEqualTo("msg_house_7_1795780800001");
  }

  @Test
  void aNoticeIsPlainTextWithItsCausesTheNewestFirst() {
    assertThat(text(Samples.letter(1)).plain())
        .isEqualTo(
            """
            critical: shop/web#0 needs a human
              since 2026-11-27T12:00:00Z
              because no restart is left, 2026-11-27T12:00:00Z
              because it exited with 1, 2026-11-27T12:00:00Z
            """
                + FOOT);
  }

  @Test
  void whatIsOverSaysWhatItWas() {
    assertThat(text(letter(over(Topic.NODE_LOST, "n1", "is back"))).plain())
        .isEqualTo(
            """
            over: n1 is back
              was: was bad, since 2026-11-27T12:00:00Z
            """
                + FOOT);
  }

  @Test
  void whatHasNoLineIsCounted() {
    SortedMap<Topic, Long> more = new TreeMap<>(Map.of(Topic.NODE_LOST, 2L, Topic.ZONE_FROZEN, 1L));
    Letter letter = new Letter(7, Samples.NOON, false, List.of(), more, 4);
    assertThat(text(letter).plain())
        .isEqualTo(
            """
            and 2 more: node-lost
            and 1 more: zone-frozen
            and 4 more are over
            """
                + FOOT);
    assertThat(text(letter).subject()).isEqualTo("[house] critical: 3 new, 4 over");
  }

  @Test
  void aTestSaysThatNothingIsWrong() {
    Letter test = new Letter(7, Samples.NOON, true, List.of(), NO_MORE, 0);
    assertThat(text(test).plain())
        .isEqualTo("Somebody said 'rhizome notify test'. Nothing is wrong.\n" + FOOT);
    assertThat(text(test).subject()).isEqualTo("[house] test: this is a test");
  }

  @Test
  void theSubjectIsTheWorstAndTheWhole() {
    Line suspect = begun(Topic.NODE_SUSPECT, "n1", "does not answer");
    Line lost = begun(Topic.NODE_LOST, "n2", "is lost");
    Line back = over(Topic.NODE_LOST, "n3", "is back");
    assertThat(text(letter(suspect)).subject()).isEqualTo("[house] warning: n1 does not answer");
    assertThat(text(letter(lost)).subject()).isEqualTo("[house] error: n2 is lost");
    assertThat(text(letter(back)).subject()).isEqualTo("[house] error: n3 is back");
    assertThat(text(letter(suspect, lost)).subject()).isEqualTo("[house] error: 2 new");
    assertThat(text(letter(suspect, back)).subject()).isEqualTo("[house] error: 1 new, 1 over");
    assertThat(text(letter(back, back)).subject()).isEqualTo("[house] error: 2 over");
  }

  @Test
  void jsonSaysOfEachNoticeWhetherItBeganOrEnded() throws IOException {
    JsonNode body =
        json(
            letter(
                begun(Topic.NODE_LOST, "n1", "is lost"), over(Topic.NODE_LOST, "n2", "is back")));
    JsonNode began = body.at("/data/notices/0");
    assertThat(began.at("/state").asText()).isEqualTo("begun");
    assertThat(began.at("/topic").asText()).isEqualTo("node-lost");
    assertThat(began.at("/severity").asText()).isEqualTo("error");
    assertThat(began.at("/text").asText()).isEqualTo("is lost");
    assertThat(began.has("until")).isFalse();
    assertThat(began.at("/cause").isArray()).isTrue();
    assertThat(began.at("/cause")).isEmpty();
    JsonNode ended = body.at("/data/notices/1");
    assertThat(ended.at("/state").asText()).isEqualTo("ended");
    assertThat(ended.at("/text").asText()).isEqualTo("is back");
    assertThat(ended.at("/until").asText()).isEqualTo("2026-11-27T12:01:00Z");
    assertThat(body.at("/data/begun").asInt()).isEqualTo(1);
    assertThat(body.at("/data/ended").asInt()).isEqualTo(1);
    assertThat(body.at("/timestamp").asText()).isEqualTo("2026-11-27T12:00:00Z");
  }

  @Test
  void jsonCountsWhatHasNoLine() throws IOException {
    SortedMap<Topic, Long> more = new TreeMap<>(Map.of(Topic.NODE_LOST, 5L));
    Letter letter =
        new Letter(7, Samples.NOON, true, List.of(begun(Topic.NODE_LOST, "n", "x")), more, 4);
    JsonNode body = json(letter);
    assertThat(body.at("/data/test").asBoolean()).isTrue();
    assertThat(body.at("/data/begun").asInt()).isEqualTo(6);
    assertThat(body.at("/data/untold").asInt()).isEqualTo(9);
  }

  /** Whatever a program has said, and however long: it is JSON, and small enough. */
  @Test
  void aBodyKeepsToItsLimitAndNothingIsLostUncounted() {
    Property.forAll(
        100,
        random -> {
          List<Line> lines = new ArrayList<>();
          for (int i = random.nextInt(40); i > 0; i--) {
            String said = "\"\\\u0007é✓".repeat(random.nextInt(60));
            Notice plain = begun(Topic.NODE_LOST, "n" + i, said).notice();
            Optional<Cause> cause = Optional.of(Cause.of(said, Samples.NOON));
            lines.add(
                new Line(new Notice(plain.key(), said, cause, plain.since()), Optional.empty()));
          }
          Letter letter = new Letter(7, Samples.NOON, false, lines, NO_MORE, random.nextInt(9));
          int max = random.nextInt(1024, 16_384);
          byte[] bytes = text(letter).json(max);
          assertThat(bytes.length).isLessThanOrEqualTo(max);
          JsonNode data = new ObjectMapper().readTree(bytes).at("/data");
          assertThat(data.at("/untold").asLong() + data.at("/notices").size())
              .isEqualTo(letter.begun() + letter.over());
          assertThat(data.at("/id").asText()).isEqualTo(LetterText.id(letter, "house"));
        });
  }

  @Test
  void whatFitsExactlyIsNotCut() throws IOException {
    Letter letter = Samples.letter(3);
    int size = text(letter).json(1 << 20).length;
    assertThat(text(letter).json(size)).hasSize(size);
    JsonNode cut = new ObjectMapper().readTree(text(letter).json(size - 1));
    assertThat(cut.at("/data/notices")).hasSize(1);
    assertThat(cut.at("/data/untold").asInt()).isEqualTo(2);
  }
}
