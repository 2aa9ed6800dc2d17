package rhizome.grid.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.grid.healing.Cause;
import rhizome.house.Property;

/** What stands in letters, what they may at most, and where they wait. */
class LetterTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private static Notice notice(Topic topic, String subject) {
    return new Notice(new NoticeKey(topic, subject), "is unwell", Optional.empty(), NOW);
  }

  private static Line begun(Topic topic, String subject) {
    return new Line(notice(topic, subject), Optional.empty());
  }

  private static Line over(Topic topic, String subject) {
    return new Line(notice(topic, subject), Optional.of(new Line.End("is back", NOW)));
  }

  private static Letter letter(SortedMap<Topic, Long> more, long ended, Line... lines) {
    return new Letter(1, NOW, false, List.of(lines), more, ended);
  }

  private static SortedMap<Topic, Long> more(Topic topic, long count) {
    SortedMap<Topic, Long> more = new TreeMap<>();
    more.put(topic, count);
    return more;
  }

  @Test
  void aHeadlineNamesTheOnlyOneAndCountsMany() {
    SortedMap<Topic, Long> none = new TreeMap<>();
    assertThat(letter(none, 0, begun(Topic.NODE_LOST, "n1")).headline()).isEqualTo("n1 is unwell");
    assertThat(letter(none, 0, over(Topic.NODE_LOST, "n1")).headline()).isEqualTo("n1 is back");
    assertThat(letter(none, 1, over(Topic.NODE_LOST, "n1")).headline()).isEqualTo("2 over");
    assertThat(letter(none, 1, begun(Topic.NODE_LOST, "n1")).headline()).isEqualTo("1 new, 1 over");
    assertThat(letter(more(Topic.NODE_LOST, 3), 0, begun(Topic.NODE_LOST, "n1")).headline())
        .isEqualTo("4 new");
    assertThat(letter(none, 7).headline()).isEqualTo("7 over");
  }

  @ParameterizedTest
  @CsvSource({
    "WORKLOAD_PARKED, CRITICAL, workload-parked",
    "NODE_SUSPECT, WARNING, node-suspect",
    "NODE_LOST, ERROR, node-lost",
    "ZONE_FROZEN, CRITICAL, zone-frozen",
    "ROLLOUT_STALLED, CRITICAL, rollout-stalled",
    "ROLLOUT_REVERTED, ERROR, rollout-reverted"
  })
  void aTopicHasItsWordAndSeverityAndALetterIsAsBadAsItsWorst(
      Topic topic, Severity severity, String word) {
    assertThat(topic.word()).isEqualTo(word);
    assertThat(topic.severity()).isEqualTo(severity);
    assertThat(notice(topic, "x").severity()).isEqualTo(severity);
    Line mild = begun(Topic.NODE_SUSPECT, "n1");
    assertThat(letter(new TreeMap<>(), 0, mild, over(topic, "x")).severity()).isEqualTo(severity);
    assertThat(letter(more(topic, 1), 0, mild).severity()).isEqualTo(severity);
  }

  @Test
  void theWorstSeverityIsLastAndAnEmptyLetterIsMild() {
    assertThat(Stream.of(Severity.values()).map(Severity::word))
        .containsExactly("warning", "error", "critical");
    assertThat(letter(new TreeMap<>(), 3).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aCauseIsShortenedToWhatALetterCarriesTheNewestFirst() {
    Cause cause = Cause.of("c0", NOW);
    for (int i = 1; i < 6; i++) {
      cause = cause.leadingTo("c" + i, NOW.plusSeconds(i));
    }
    NoticeKey key = new NoticeKey(Topic.NODE_LOST, "n1");
    Notice notice = new Notice(key, "is lost", Optional.of(cause), NOW);
    List<Cause> kept = notice.cause().orElseThrow().chain();
    assertThat(kept).extracting(Cause::what).containsExactly("c5", "c4", "c3", "c2");
    assertThat(kept.getFirst().at()).isEqualTo(NOW.plusSeconds(5));
    assertThat(new Notice(key, "is lost", notice.cause(), NOW)).isEqualTo(notice);
  }

  /** Escapes, line ends and marks that turn the writing round would pass for words of ours. */
  @Test
  void noSignThatIsNotPlainEntersALineAndNoneThatIsIsLost() {
    String hostile = "a\u001b[2J\tb\u200bc\u202ed\u2029e\ud800f";
    assertThat(Notice.line(hostile)).isEqualTo("a [2J b c d e f");
    assertThat(new Line.End("one\r\ntwo", NOW).text()).isEqualTo("one  two");
    String plain = "gr\u00fc\u00df Gott \ud83d\ude00 100 %";
    assertThat(Notice.line(plain)).isEqualTo(plain);
  }

  @Test
  void aLineIsCutBetweenSignsAndToCutItAgainChangesNothing() {
    String faces = "\ud83d\ude00".repeat(Notice.TEXT_MAX + 5);
    assertThat(Notice.line(faces)).isEqualTo("\ud83d\ude00".repeat(Notice.TEXT_MAX));
    Property.forAll(
        random -> {
          StringBuilder text = new StringBuilder();
          int length = random.nextInt(300);
          for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(Character.MAX_VALUE + 1));
          }
          String line = Notice.line(text.toString());
          assertThat(Notice.line(line)).isEqualTo(line);
          assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(Notice.TEXT_MAX);
          assertThat(line.chars()).noneMatch(c -> c < ' ');
        });
  }

  @Test
  void keysAreInTheOrderOfTheirTopicsAndThenOfWhoTheyAreAbout() {
    List<NoticeKey> keys = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      keys.add(new NoticeKey(topic, "a"));
      keys.add(new NoticeKey(topic, "b"));
    }
    assertThat(keys.reversed().stream().sorted()).isEqualTo(keys);
    assertThat(keys.getFirst()).hasToString("workload-parked a");
  }

  // ---- Where letters wait ----

  @Test
  void onlyTheFirstLetterOfAnOutboxIsTried() {
    Outbox outbox = Outbox.EMPTY.with(1).with(2);
    assertThat(Outbox.EMPTY.isNext(1)).isFalse();
    assertThat(outbox.isNext(1)).isTrue();
    assertThat(outbox.isNext(2)).isFalse();
    assertThat(outbox.delivered(1, NOW).isNext(2)).isTrue();
  }

  @Test
  void whatArrivedIsKnownAndTheNextBeginsAnew() {
    Outbox outbox = Outbox.EMPTY.with(1).with(2).missed(2, NOW.plusSeconds(8), "HTTP\n500");
    assertThat(outbox)
        .isEqualTo(
            new Outbox(List.of(1L, 2L), 2, NOW.plusSeconds(8), "HTTP 500", Optional.empty()));
    assertThat(outbox.delivered(1, NOW))
        .isEqualTo(new Outbox(List.of(2L), 0, NOW, "", Optional.of(new Outbox.Done(1, NOW))));
    assertThat(outbox.buried(1, "HTTP 410", NOW))
        .isEqualTo(new Outbox(List.of(2L), 0, NOW, "HTTP 410", Optional.empty()));
  }

  @Test
  void whoGivesWayBehindTheFirstDoesNotHastenIt() {
    Outbox outbox = Outbox.EMPTY.with(1).with(2).missed(2, NOW.plusSeconds(8), "HTTP 500");
    assertThat(outbox.buried(2, "gave way", NOW))
        .isEqualTo(new Outbox(List.of(1L), 2, NOW.plusSeconds(8), "HTTP 500", Optional.empty()));
  }

  // ---- Terms ----

  private static final Terms.Retries RETRIES =
      new Terms.Retries(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private static Terms terms(int openMax, int linesMax, int waitingMax) {
    Duration none = Duration.ZERO;
    return new Terms(new TreeMap<>(), none, none, none, openMax, linesMax, waitingMax, RETRIES);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1"})
  void limitsCountFromOne(int openMax, int linesMax, int waitingMax) {
    assertThat(terms(1, 1, 1).openMax()).isEqualTo(1);
    assertThatThrownBy(() -> terms(openMax, linesMax, waitingMax))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rhizome.notify: open-max, lines-max and waiting-max count from 1");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
  void noPauseIsNegative(long gather, long pause, long quiet) {
    assertThatThrownBy(
            () ->
                new Terms(
                    new TreeMap<>(),
                    Duration.ofMillis(gather),
                    Duration.ofMillis(pause),
                    Duration.ofMillis(quiet),
                    1,
                    1,
                    1,
                    RETRIES))
        .hasMessage("rhizome.notify: gather, pause and quiet must not be negative");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, -1, 1", "1, 2, 1"})
  void retriesAreBounded(int attempts, long least, long most) {
    assertThatThrownBy(
            () -> new Terms.Retries(attempts, Duration.ofMillis(least), Duration.ofMillis(most)))
        .hasMessage(
            "rhizome.notify: attempts-max counts from 1,"
                + " retry-min is positive and not above retry-max");
  }
}
