package rhizome.grid.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhizome.grid.notice.Notices.Command;
import rhizome.grid.notice.Notices.Command.*;
import rhizome.grid.notice.Notices.Duty;
import rhizome.grid.notice.Notices.Event;
import rhizome.grid.notice.Notices.State;
import rhizome.grid.world.Trial;
import rhizome.house.Property;

/** Whatever is heard in whatever order: what is told agrees with what is so. */
class NoticesLawsTest {

  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
  private static final Terms.Retries RETRIES =
      new Terms.Retries(8, Duration.ofSeconds(4), Duration.ofMinutes(1));

  private static Trial<Command, Event, State, Duty> notices(int openMax, String... receivers) {
    SortedMap<String, Severity> all = new TreeMap<>();
    for (String receiver : receivers) {
      all.put(receiver, Severity.WARNING);
    }
    Duration gather = Duration.ofSeconds(5);
    Duration pause = Duration.ofMinutes(1);
    Terms terms = new Terms(all, gather, pause, Duration.ofMinutes(10), openMax, 4, 200, RETRIES);
    return new Trial<>(new Notices(terms));
  }

  private static NoticeKey key(int subject) {
    return new NoticeKey(Topic.NODE_LOST, "n" + subject);
  }

  private static Signal raise(int subject) {
    return new Signal.Raise(new Notice(key(subject), "is lost", Optional.empty(), START));
  }

  private static Signal settle(int subject) {
    return new Signal.Settle(key(subject), "is back", START);
  }

  /** Against a set of what is so: nothing is lost, and nothing is open that is not so. */
  @Test
  void whatIsOpenIsWhatIsSo() {
    Property.forAll(
        50,
        random -> {
          var notices = notices(100, "desk");
          TreeSet<NoticeKey> so = new TreeSet<>();
          for (int i = 0; i < 60; i++) {
            List<Signal> heard = new ArrayList<>();
            int count = random.nextInt(6);
            for (int j = 0; j < count; j++) {
              int subject = random.nextInt(12);
              boolean begins = random.nextBoolean();
              heard.add(begins ? raise(subject) : settle(subject));
              if (begins) {
                so.add(key(subject));
              } else {
                so.remove(key(subject));
              }
            }
            Instant at = START.plusSeconds(i * 20L);
            notices.given(new Hear(heard, at), new Tell(at));
            assertThat(notices.state().open().keySet()).isEqualTo(so);
          }
        });
  }

  /** Whoever reads all letters knows, once there is nothing left to tell, what is still so. */
  @Test
  void whoReadsEveryLetterKnowsWhatIsSo() {
    Property.forAll(
        50,
        random -> {
          var notices = notices(4, "desk");
          Map<NoticeKey, Boolean> read = new TreeMap<>();
          for (int i = 0; i < 60; i++) {
            int subject = random.nextInt(4);
            Signal signal = random.nextBoolean() ? raise(subject) : settle(subject);
            Instant at = START.plusSeconds(i * 30L);
            notices.given(new Hear(List.of(signal), at), new Tell(at));
            read(notices, read, at);
          }
          Instant later = START.plusSeconds(10_000);
          notices.given(new Tell(later));
          read(notices, read, later);
          notices.given(new Tell(later.plusSeconds(60)));
          read(notices, read, later);
          read.values().removeIf(so -> !so);
          assertThat(read.keySet()).isEqualTo(notices.state().open().keySet());
          assertThat(notices.owes()).containsExactly(new Duty.Survey());
        });
  }

  private static void read(
      Trial<Command, Event, State, Duty> notices, Map<NoticeKey, Boolean> read, Instant at) {
    for (Duty duty : notices.owes()) {
      if (duty instanceof Duty.Deliver(var receiver, var letter, _, _)) {
        assertThat(letter.more()).as("all of it has a line").isEmpty();
        for (Line line : letter.lines()) {
          boolean begins = line.end().isEmpty();
          Boolean was = read.put(line.notice().key(), begins);
          assertThat(begins || Boolean.TRUE.equals(was)).as("%s ends as told", line).isTrue();
        }
        notices.given(new ConfirmDelivery(receiver, letter.number(), at));
      }
    }
  }

  /** Whichever receiver is slow, each gets every letter once and in order. */
  @Test
  void everyReceiverGetsEveryLetterInItsOwnTime() {
    Property.forAll(
        30,
        random -> {
          var notices = notices(100, "a", "b", "c");
          Map<String, List<Long>> arrived = new TreeMap<>();
          for (int i = 0; i < 120; i++) {
            Instant at = START.plusSeconds(i * 61L);
            boolean rains = i < 60;
            if (rains) {
              notices.given(new Hear(List.of(raise(i)), at), new Tell(at.plusSeconds(5)));
            }
            for (Duty duty : notices.owes()) {
              if (duty instanceof Duty.Deliver(var to, var letter, _, _)
                  && (!rains || random.nextInt(3) == 0)) {
                arrived.computeIfAbsent(to, _ -> new ArrayList<>()).add(letter.number());
                notices.given(new ConfirmDelivery(to, letter.number(), at));
              }
            }
          }
          List<Long> all = new ArrayList<>();
          for (long number = 1; number <= notices.state().numbers(); number++) {
            all.add(number);
          }
          assertThat(all).hasSize(60);
          assertThat(arrived).isEqualTo(Map.of("a", all, "b", all, "c", all));
          assertThat(notices.state().letters()).isEmpty();
        });
  }

  /** Between half of the doubled pause and all of it, and never beyond the longest. */
  @Test
  void pausesDoubleUpToTheLongestAndChanceTakesLessThanHalf() {
    var notices = notices(10, "desk");
    notices.given(new Hear(List.of(raise(1)), START), new Tell(START.plusSeconds(5)));
    long pause = 4_000;
    for (int attempt = 1; attempt < RETRIES.attemptsMax(); attempt++) {
      Instant at = START.plusSeconds(attempt * 100L);
      notices.given(new ReportMiss("desk", 1, "closed", false, Optional.empty(), at));
      Duty.Deliver next = deliver(notices);
      assertThat(next.attempts()).isEqualTo(attempt);
      assertThat(next.notBefore()).isBetween(at.plusMillis(pause / 2), at.plusMillis(pause));
      pause = Math.min(60_000, pause * 2);
    }
    Instant last = START.plusSeconds(1000);
    notices.given(new ReportMiss("desk", 1, "closed", false, Optional.empty(), last));
    assertThat(notices.owes()).containsExactly(new Duty.Survey());
    assertThat(notices.state().dead())
        .containsExactly(new Notices.Dead("desk", 1, "n1 is lost", "closed", last));
  }

  private static Duty.Deliver deliver(Trial<Command, Event, State, Duty> notices) {
    return notices.owes().stream()
        .filter(Duty.Deliver.class::isInstance)
        .map(Duty.Deliver.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatGoesBeyondTheRoomIsCountedByTopicAndToldAtOnce() {
    var notices = notices(2, "desk");
    notices.given(new Hear(List.of(raise(1), raise(2), raise(3), raise(4), raise(1)), START));
    assertThat(notices.state().beyond()).containsExactly(Map.entry(Topic.NODE_LOST, 2L));
    notices.given(new Hear(List.of(settle(1), raise(5), settle(3)), START));
    assertThat(notices.state().open()).containsOnlyKeys(key(2), key(5));
    notices.given(new Tell(START.plusSeconds(5)));
    assertThat(deliver(notices).letter().headline()).isEqualTo("4 new");
    assertThat(notices.state().beyond()).isEmpty();
  }

  @Test
  void withoutReceiversNothingIsOwedButWhatIsSoIsKnown() {
    var notices = notices(10);
    notices.given(new Hear(List.of(raise(1)), START), new Tell(START.plusSeconds(5)));
    assertThat(notices.owes()).isEmpty();
    assertThat(notices.state().open()).containsOnlyKeys(key(1));
    assertThat(notices.state().letters()).isEmpty();
    assertThat(new Notices(terms()).generation(notices.state())).isEqualTo(1);
  }

  private static Terms terms() {
    Duration none = Duration.ZERO;
    return new Terms(new TreeMap<>(), none, none, none, 1, 1, 1, RETRIES);
  }

  @Test
  void aJournalThatCannotBeIsNotRead() {
    var notices = notices(10, "desk");
    assertThatThrownBy(
            () ->
                NoticesEvolution.evolve(
                    notices.state(), new Event.Closed(key(1), "is back", START)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("journal is corrupt: Closed[");
    assertThatThrownBy(
            () ->
                NoticesEvolution.evolve(
                    notices.state(), new Event.Buried("desk", 9, "closed", START)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("journal is corrupt: Buried[");
  }
}
