package rhizome.runtime.durable.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Line;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Notices.Dead;
import rhizome.grid.notice.Notices.Event;
import rhizome.grid.notice.Notices.Open;
import rhizome.grid.notice.Notices.State;
import rhizome.grid.notice.Outbox;
import rhizome.grid.notice.Topic;
import rhizome.runtime.durable.Arbitrary;
import rhizome.runtime.durable.proto.Stored;
import rhizome.runtime.durable.proto.StoredNotices;
import rhizome.runtime.durable.proto.StoredNotices.NoticesEvent;
import rhizome.runtime.durable.proto.StoredNotices.NoticesState;

/** What is told to people, by forms written by hand. */
class LettersTest {

  private static final Instant AT = Instant.ofEpochSecond(100);
  private static final NoticeKey KEY = new NoticeKey(Topic.NODE_LOST, "n1");
  private static final Notice PLAIN = new Notice(KEY, "is lost", Optional.empty(), AT);
  private static final NoticesSerializer SERIALIZER = new NoticesSerializer();

  private static Timestamp at(long seconds) {
    return Timestamp.newBuilder().setSeconds(seconds).build();
  }

  private static StoredNotices.NoticeKey key() {
    return StoredNotices.NoticeKey.newBuilder()
        .setTopic(StoredNotices.NoticeTopic.NODE_LOST)
        .setSubject("n1")
        .build();
  }

  private static StoredNotices.Notice.Builder plain() {
    return StoredNotices.Notice.newBuilder().setKey(key()).setText("is lost").setSince(at(100));
  }

  private static StoredNotices.Letter.Builder letter() {
    return StoredNotices.Letter.newBuilder().setNumber(7).setAt(at(100));
  }

  @ParameterizedTest
  @CsvSource({
    "WORKLOAD_PARKED, 0",
    "NODE_SUSPECT, 1",
    "NODE_LOST, 2",
    "ZONE_FROZEN, 3",
    "ROLLOUT_STALLED, 4",
    "ROLLOUT_REVERTED, 5"
  })
  void aTopicHasItsNumberForEver(Topic topic, int number) {
    NoticeKey key = new NoticeKey(topic, "x");
    assertThat(Letters.write(key).getTopicValue()).isEqualTo(number);
    assertThat(Letters.read(StoredNotices.NoticeKey.newBuilder().setTopicValue(number).build()))
        .isEqualTo(new NoticeKey(topic, ""));
  }

  @Test
  void noTopicIsStoredThatNobodyHas() {
    assertThat(Arrays.stream(StoredNotices.NoticeTopic.values()).map(Enum::name))
        .filteredOn(name -> !name.equals("UNRECOGNIZED"))
        .containsExactlyElementsOf(Arrays.stream(Topic.values()).map(Enum::name).toList());
  }

  @Test
  void aTopicThatIsNotKnownIsNeverTakenForAnother() {
    String why = "a case of NoticeTopic that this version does not know";
    StoredNotices.NoticeKey key = key().toBuilder().setTopicValue(6).build();
    assertThatThrownBy(() -> Letters.read(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
    StoredNotices.NoticeCount count =
        StoredNotices.NoticeCount.newBuilder().setTopicValue(-1).setCount(2).build();
    assertThatThrownBy(() -> Letters.read(List.of(count))).hasMessage(why);
    assertThatThrownBy(() -> Letters.read(letter().addMore(count).build())).hasMessage(why);
    StoredNotices.Letter.Line line =
        StoredNotices.Letter.Line.newBuilder().setNotice(plain().setKey(key)).build();
    assertThatThrownBy(() -> Letters.read(line)).hasMessage(why);
  }

  @Test
  void aNoticeMayComeFromNowhere() {
    assertThat(Letters.write(PLAIN)).isEqualTo(plain().build());
    assertThat(Letters.write(PLAIN).hasCause()).isFalse();
    assertThat(Letters.read(plain().build())).isEqualTo(PLAIN);
  }

  @Test
  void aNoticeKeepsWhatLedToIt() {
    Cause cause = Cause.of("its lease ended", AT).leadingTo("nobody answered", AT);
    StoredNotices.Notice stored =
        plain()
            .setCause(
                Stored.Cause.newBuilder()
                    .setWhat("nobody answered")
                    .setAt(at(100))
                    .setBecause(
                        Stored.Cause.newBuilder().setWhat("its lease ended").setAt(at(100))))
            .build();
    Notice notice = new Notice(KEY, "is lost", Optional.of(cause), AT);
    assertThat(Letters.write(notice)).isEqualTo(stored);
    assertThat(Letters.read(stored)).isEqualTo(notice);
  }

  /** Whoever wrote it: no line of a program passes for one of ours. */
  @Test
  void aTextOfSeveralLinesIsOneWhenItIsRead() {
    assertThat(Letters.read(plain().setText("is\nlost\u2028now").build()).text())
        .isEqualTo("is lost now");
    assertThat(Letters.read(plain().setText("x".repeat(241)).build()).text()).hasSize(240);
  }

  @Test
  void aLineThatEndsWithoutAWordIsOverAllTheSame() {
    StoredNotices.Letter.Line begun =
        StoredNotices.Letter.Line.newBuilder().setNotice(plain()).build();
    StoredNotices.Letter.Line over = begun.toBuilder().setEnd("").setEndedAt(at(101)).build();
    Line ended = new Line(PLAIN, Optional.of(new Line.End("", AT.plusSeconds(1))));
    assertThat(Letters.read(begun)).isEqualTo(new Line(PLAIN, Optional.empty()));
    assertThat(Letters.read(over)).isEqualTo(ended);
    assertThat(Letters.write(ended)).isEqualTo(over);
    assertThat(Letters.write(new Line(PLAIN, Optional.empty()))).isEqualTo(begun);
  }

  @Test
  void aLetterHasOneForm() {
    StoredNotices.Letter stored =
        letter()
            .setTest(true)
            .addLines(StoredNotices.Letter.Line.newBuilder().setNotice(plain()))
            .addMore(
                StoredNotices.NoticeCount.newBuilder()
                    .setTopic(StoredNotices.NoticeTopic.ZONE_FROZEN)
                    .setCount(1L << 40))
            .setEnded(3)
            .build();
    Letter letter =
        new Letter(
            7,
            AT,
            true,
            List.of(new Line(PLAIN, Optional.empty())),
            new TreeMap<>(Map.of(Topic.ZONE_FROZEN, 1L << 40)),
            3);
    assertThat(Letters.write(letter)).isEqualTo(stored);
    assertThat(Letters.read(stored)).isEqualTo(letter);
    assertThat(Letters.read(letter().build()))
        .isEqualTo(new Letter(7, AT, false, List.of(), new TreeMap<>(), 0));
  }

  @Test
  void countsAreInTheOrderOfTheirTopicsWhateverThatOfTheBytes() {
    SortedMap<Topic, Long> counts = new TreeMap<>();
    for (Topic topic : Topic.values()) {
      counts.put(topic, (long) topic.word().length());
    }
    List<StoredNotices.NoticeCount> stored = Letters.write(counts);
    assertThat(stored)
        .extracting(StoredNotices.NoticeCount::getTopicValue)
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(Letters.read(stored.reversed())).isEqualTo(counts);
    assertThat(Letters.write(Letters.read(stored.reversed()))).isEqualTo(stored);
  }

  /** An event and the form it has. */
  record Pair(Event event, NoticesEvent stored) {
    @Override
    public String toString() {
      return event.getClass().getSimpleName();
    }
  }

  private static NoticesEvent.Builder event() {
    return NoticesEvent.newBuilder().setAt(at(100));
  }

  static List<Pair> events() {
    List<Pair> all = new ArrayList<>(notices());
    all.addAll(deliveries());
    return all;
  }

  private static List<Pair> notices() {
    Letter letter = new Letter(7, AT, false, List.of(), new TreeMap<>(), 0);
    return List.of(
        new Pair(
            new Event.Opened(PLAIN, AT.plusSeconds(5), AT),
            event()
                .setOpened(NoticesEvent.Opened.newBuilder().setNotice(plain()).setTellAt(at(105)))
                .build()),
        new Pair(
            new Event.Surpassed(new TreeMap<>(Map.of(Topic.NODE_SUSPECT, 2L)), AT),
            event()
                .setSurpassed(
                    NoticesEvent.Surpassed.newBuilder()
                        .addCounts(
                            StoredNotices.NoticeCount.newBuilder()
                                .setTopic(StoredNotices.NoticeTopic.NODE_SUSPECT)
                                .setCount(2)))
                .build()),
        new Pair(
            new Event.Closed(KEY, "is back", AT),
            event()
                .setClosed(NoticesEvent.Closed.newBuilder().setKey(key()).setText("is back"))
                .build()),
        new Pair(
            new Event.Posted(letter, List.of("pager", "team"), AT),
            event()
                .setPosted(
                    NoticesEvent.Posted.newBuilder()
                        .setLetter(letter())
                        .addReceivers("pager")
                        .addReceivers("team"))
                .build()));
  }

  private static List<Pair> deliveries() {
    return List.of(
        new Pair(
            new Event.Delivered("team", 7, AT),
            event()
                .setDelivered(NoticesEvent.Delivered.newBuilder().setReceiver("team").setLetter(7))
                .build()),
        new Pair(
            new Event.Missed("team", 7, 2, "HTTP 503", AT.plusSeconds(9), AT),
            event()
                .setMissed(
                    NoticesEvent.Missed.newBuilder()
                        .setReceiver("team")
                        .setLetter(7)
                        .setAttempts(2)
                        .setReason("HTTP 503")
                        .setNotBefore(at(109)))
                .build()),
        new Pair(
            new Event.Buried("team", 7, "HTTP 410", AT),
            event()
                .setBuried(
                    NoticesEvent.Buried.newBuilder()
                        .setReceiver("team")
                        .setLetter(7)
                        .setReason("HTTP 410"))
                .build()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventHasOneForm(Pair pair) throws InvalidProtocolBufferException {
    assertThat(NoticesEvent.parseFrom(SERIALIZER.writeEvent(pair.event))).isEqualTo(pair.stored);
    assertThat(SERIALIZER.readEvent(pair.stored.toByteArray())).isEqualTo(pair.event);
  }

  @Test
  void everyEventIsTriedAndOneThatIsNotKnownIsRefused() {
    assertThat(events().stream().map(pair -> (Object) pair.event.getClass()))
        .containsAll(Arbitrary.cases(Event.class).toList());
    assertThatThrownBy(() -> SERIALIZER.readEvent(event().build().toByteArray()))
        .hasMessage("a case of NoticesEvent that this version does not know");
  }

  @Test
  void nothingToTellIsReadFromNoBytesAtAll() throws InvalidProtocolBufferException {
    State state = SERIALIZER.readState(new byte[0]);
    assertThat(state.open()).isEmpty();
    assertThat(state.outboxes()).isEmpty();
    assertThat(state.posted()).isEqualTo(Instant.EPOCH);
    assertThat(SERIALIZER.readState(SERIALIZER.writeState(state))).isEqualTo(state);
  }

  @Test
  void anOutboxThatDeliveredNothingHasNoLast() {
    NoticesState.Outbox fresh =
        NoticesState.Outbox.newBuilder()
            .addWaiting(7)
            .addWaiting(9)
            .setAttempts(2)
            .setNotBefore(at(5))
            .setTrouble("HTTP 503")
            .build();
    NoticesState.Outbox used = fresh.toBuilder().setLast(0).setLastAt(at(4)).build();
    NoticesState stored =
        NoticesState.newBuilder()
            .setPosted(at(0))
            .putOutboxes("fresh", fresh)
            .putOutboxes("used", used)
            .build();
    State state = NoticesStates.read(stored);
    Outbox expected =
        new Outbox(List.of(7L, 9L), 2, Instant.ofEpochSecond(5), "HTTP 503", Optional.empty());
    assertThat(state.outboxes().get("fresh")).isEqualTo(expected);
    assertThat(state.outboxes().get("used"))
        .extracting(Outbox::last)
        .isEqualTo(Optional.of(new Outbox.Done(0, Instant.ofEpochSecond(4))));
    assertThat(NoticesStates.write(state)).isEqualTo(stored);
  }

  @Test
  void aSnapshotHasOneForm() {
    NoticesState stored =
        NoticesState.newBuilder()
            .addOpen(
                NoticesState.Open.newBuilder()
                    .setKey(key())
                    .setNotice(plain())
                    .setTold(true)
                    .setTellAt(at(3)))
            .addTold(NoticesState.Told.newBuilder().setKey(key()).setAt(at(2)))
            .addEnds(
                StoredNotices.Letter.Line.newBuilder()
                    .setNotice(plain())
                    .setEnd("is back")
                    .setEndedAt(at(4)))
            .setNumbers(7)
            .setPosted(at(100))
            .putLetters(7, letter().build())
            .addDead(
                NoticesState.Dead.newBuilder()
                    .setReceiver("team")
                    .setLetter(6)
                    .setHeadline("1 new")
                    .setReason("HTTP 410")
                    .setAt(at(1)))
            .build();
    State state = NoticesStates.read(stored);
    assertThat(state.open()).containsEntry(KEY, new Open(PLAIN, true, Instant.ofEpochSecond(3)));
    assertThat(state.told()).containsEntry(KEY, Instant.ofEpochSecond(2));
    assertThat(state.ends()).hasSize(1);
    assertThat(state.letters()).containsOnlyKeys(7L);
    assertThat(state.dead())
        .containsExactly(new Dead("team", 6, "1 new", "HTTP 410", Instant.ofEpochSecond(1)));
    assertThat(NoticesStates.write(state)).isEqualTo(stored);
  }
}
