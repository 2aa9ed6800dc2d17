package rhizome.grid.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Notices.Command;
import rhizome.grid.notice.Notices.Command.*;
import rhizome.grid.notice.Notices.Duty;
import rhizome.grid.notice.Notices.Event;
import rhizome.grid.notice.Notices.State;
import rhizome.grid.world.Trial;
import rhizome.house.Property;
import rhizome.kernel.Decision;

class NoticesTest {

  private static final Duration GATHER = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(10);
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

  private final Trial<Command, Event, State, Duty> notices =
      new Trial<>(new Notices(terms("desk", Severity.WARNING)));

  private static Terms terms(String receiver, Severity least) {
    SortedMap<String, Severity> receivers = new TreeMap<>();
    receivers.put(receiver, least);
    return terms(receivers);
  }

  private static Terms terms(SortedMap<String, Severity> receivers) {
    return new Terms(
        receivers,
        GATHER,
        PAUSE,
        QUIET,
        50,
        20,
        3,
        new Terms.Retries(3, Duration.ofSeconds(4), Duration.ofMinutes(1)));
  }

  private static Instant second(long seconds) {
    return START.plusSeconds(seconds);
  }

  private static NoticeKey key(String subject) {
    return new NoticeKey(Topic.WORKLOAD_PARKED, subject);
  }

  private static Signal raise(String subject) {
    Cause cause = Cause.of("it exited with 1", START);
    return new Signal.Raise(new Notice(key(subject), "needs a human", Optional.of(cause), START));
  }

  private static Signal settle(String subject) {
    return new Signal.Settle(key(subject), "is tried again by operator", START);
  }

  private static Hear hear(long second, Signal... signals) {
    return new Hear(List.of(signals), second(second));
  }

  private Letter told(long second) {
    notices.given(new Tell(second(second)));
    return deliveries().getLast().letter();
  }

  private List<Duty.Deliver> deliveries() {
    return notices.owes().stream()
        .filter(Duty.Deliver.class::isInstance)
        .map(Duty.Deliver.class::cast)
        .toList();
  }

  private Optional<Instant> due() {
    return notices.owes().stream()
        .filter(Duty.Remind.class::isInstance)
        .map(duty -> ((Duty.Remind) duty).when())
        .findFirst();
  }

  private void deliver(long second) {
    for (Duty.Deliver duty : deliveries()) {
      notices.given(new ConfirmDelivery(duty.receiver(), duty.letter().number(), second(second)));
    }
  }

  @Test
  void theSameKeyIsToldOnceWhileItIsOpen() {
    notices.given(hear(0, raise("shop/web#0"), raise("shop/web#0")));
    assertThat(notices.when(hear(1, raise("shop/web#0")))).isEqualTo(unchanged());
    assertThat(due()).contains(second(0).plus(GATHER));
    Letter letter = told(5);
    assertThat(letter.lines()).hasSize(1);
    assertThat(letter.headline()).isEqualTo("shop/web#0 needs a human");
    deliver(6);
    assertThat(notices.when(hear(7, raise("shop/web#0")))).isEqualTo(unchanged());
    assertThat(due()).isEmpty();
    assertThat(notices.owes()).containsExactly(new Duty.Survey());
  }

  @Test
  void theEndIsToldIfTheBeginningWas() {
    notices.given(hear(0, raise("shop/web#0")));
    told(5);
    deliver(6);
    notices.given(hear(10, settle("shop/web#0")));
    assertThat(due()).contains(second(5).plus(PAUSE));
    Letter letter = told(65);
    assertThat(letter.lines()).hasSize(1);
    assertThat(letter.lines().getFirst().end().orElseThrow().text())
        .isEqualTo("is tried again by operator");
    assertThat(letter.headline()).isEqualTo("shop/web#0 is tried again by operator");
  }

  @Test
  void whatEndsBeforeItIsToldIsNotToldAtAll() {
    notices.given(hear(0, raise("shop/web#0")), hear(3, settle("shop/web#0")));
    assertThat(due()).isEmpty();
    assertThat(notices.when(new Tell(second(100)))).isEqualTo(unchanged());
    assertThat(notices.when(hear(101, settle("shop/web#0")))).isEqualTo(unchanged());
  }

  @Test
  void whatComesAndGoesIsToldAgainOnlyIfItIsStillSoAfterAQuietTime() {
    notices.given(hear(0, raise("n1")));
    told(5);
    deliver(6);
    notices.given(hear(30, settle("n1")), hear(40, raise("n1")));
    assertThat(told(65).over()).isEqualTo(1);
    deliver(66);
    notices.given(hear(100, settle("n1")), hear(130, raise("n1")));
    assertThat(due()).contains(second(5).plus(QUIET));
    assertThat(notices.when(new Tell(second(604)))).isEqualTo(unchanged());
    assertThat(told(605).begun()).isEqualTo(1);
  }

  @Test
  void aStormBecomesOneSummary() {
    List<Signal> storm = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      storm.add(raise("shop/web#" + i));
    }
    for (int i = 0; i < storm.size(); i += 256) {
      List<Signal> some = storm.subList(i, Math.min(storm.size(), i + 256));
      notices.given(new Hear(some, second(i / 4096)));
    }
    assertThat(notices.state().open()).hasSize(50);
    Letter letter = told(5);
    assertThat(letter.lines()).hasSize(20);
    assertThat(letter.begun()).isEqualTo(10_000);
    assertThat(letter.more()).containsExactly(Map.entry(Topic.WORKLOAD_PARKED, 9_980L));
    assertThat(letter.headline()).isEqualTo("10000 new");
    deliver(6);
    assertThat(due()).isEmpty();
  }

  /** Found by seed 72846093915615. */
  @Test
  void aLetterThatOnlyCountsHasAHeadline() {
    SortedMap<Topic, Long> more = new TreeMap<>();
    more.put(Topic.NODE_LOST, 1L);
    Letter letter = new Letter(1, START, false, List.of(), more, 0);
    assertThat(letter.headline()).isEqualTo("1 new");
    assertThat(letter.severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void lettersKeepAPauseBetweenThem() {
    notices.given(hear(0, raise("a")));
    told(5);
    deliver(6);
    notices.given(hear(6, raise("b")), hear(20, raise("c")));
    assertThat(due()).contains(second(65));
    assertThat(notices.when(new Tell(second(64)))).isEqualTo(unchanged());
    assertThat(told(65).begun()).isEqualTo(2);
  }

  @Test
  void theWorstIsToldFirst() {
    NoticeKey lost = new NoticeKey(Topic.NODE_LOST, "n1");
    Signal node = new Signal.Raise(new Notice(lost, "is lost", Optional.empty(), START));
    notices.given(hear(0, node, raise("shop/web#0")));
    assertThat(told(5).lines())
        .extracting(line -> line.notice().severity())
        .containsExactly(Severity.CRITICAL, Severity.ERROR);
  }

  @Test
  void aReceiverHearsOnlyWhatIsBadEnoughForIt() {
    SortedMap<String, Severity> receivers = new TreeMap<>();
    receivers.put("all", Severity.WARNING);
    receivers.put("pager", Severity.CRITICAL);
    var two = new Trial<>(new Notices(terms(receivers)));
    NoticeKey suspect = new NoticeKey(Topic.NODE_SUSPECT, "n1");
    Notice mild = new Notice(suspect, "may be gone", Optional.empty(), START);
    two.given(hear(0, new Signal.Raise(mild)), new Tell(second(5)));
    assertThat(two.state().outboxes()).containsOnlyKeys("all");
    two.given(hear(10, raise("shop/web#0")), new Tell(second(65)));
    assertThat(waiting(two.state(), "pager")).containsExactly(2L);
  }

  @Test
  void aDeliveryIsOwedUntilItIsConfirmed() {
    notices.given(hear(0, raise("a")));
    Letter letter = told(5);
    assertThat(deliveries()).containsExactly(new Duty.Deliver("desk", letter, 0, Instant.EPOCH));
    notices.given(miss(6, letter, Optional.empty()));
    Duty.Deliver again = deliveries().getFirst();
    assertThat(again.letter()).isEqualTo(letter);
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.notBefore()).isBetween(second(8), second(10));
    deliver(11);
    assertThat(deliveries()).isEmpty();
    assertThat(notices.state().letters()).isEmpty();
    assertThat(notices.when(new ConfirmDelivery("desk", letter.number(), second(12))))
        .isEqualTo(unchanged());
    assertThat(notices.when(miss(12, letter, Optional.empty()))).isEqualTo(unchanged());
  }

  private static ReportMiss miss(long second, Letter letter, Optional<Duration> after) {
    return new ReportMiss("desk", letter.number(), "HTTP 500", false, after, second(second));
  }

  @Test
  void whatTheReceiverAsksForIsWaitedForButNotForEver() {
    notices.given(hear(0, raise("a")));
    Letter letter = told(5);
    notices.given(miss(6, letter, Optional.of(Duration.ofSeconds(30))));
    assertThat(deliveries().getFirst().notBefore()).isEqualTo(second(36));
    notices.given(miss(40, letter, Optional.of(Duration.ofDays(30))));
    assertThat(deliveries().getFirst().notBefore()).isBetween(second(70), second(100));
  }

  @Test
  void aLetterWhoseTriesAreUsedUpIsBuriedWhereItIsSeen() {
    notices.given(hear(0, raise("a")));
    Letter letter = told(5);
    notices.given(
        miss(6, letter, Optional.empty()),
        miss(20, letter, Optional.empty()),
        miss(40, letter, Optional.empty()));
    assertThat(deliveries()).isEmpty();
    assertThat(notices.state().letters()).isEmpty();
    assertThat(notices.state().dead())
        .containsExactly(new Notices.Dead("desk", 1, "a needs a human", "HTTP 500", second(40)));
  }

  @Test
  void whatNeverWillArriveIsNotTriedAgain() {
    notices.given(hear(0, raise("a")));
    told(5);
    notices.given(new ReportMiss("desk", 1, "HTTP 410", true, Optional.empty(), second(6)));
    assertThat(notices.state().dead()).hasSize(1);
    assertThat(deliveries()).isEmpty();
  }

  @Test
  void theOldestLetterGivesWayWhenAReceiverTakesNone() {
    for (int i = 0; i < 4; i++) {
      notices.given(hear(100L * i, raise("s" + i)), new Tell(second(100L * i + 60)));
    }
    assertThat(waiting(notices.state(), "desk")).containsExactly(2L, 3L, 4L);
    assertThat(notices.state().dead().getFirst().reason()).contains("3 letters wait for desk");
  }

  @Test
  void aTestGoesToEverybodyAtOnceAndTellsNothing() {
    notices.given(hear(0, raise("a")), new Command.Test(second(1)));
    assertThat(deliveries().getFirst().letter().headline()).isEqualTo("this is a test");
    assertThat(due()).contains(second(5));
    var nobody = new Trial<>(new Notices(terms(new TreeMap<>())));
    assertThat(nobody.when(new Command.Test(START)))
        .isEqualTo(reject(Notices.Refusal.NO_RECEIVERS));
  }

  @Test
  void whateverHappensAllOfItStaysBounded() {
    Property.forAll(
        random -> {
          var any = new Trial<>(new Notices(terms("desk", Severity.WARNING)));
          for (int i = 0; i < 300; i++) {
            String subject = "s" + random.nextInt(80);
            long second = 30L * i;
            Command command =
                switch (random.nextInt(6)) {
                  case 0, 1 -> hear(second, raise(subject));
                  case 2 -> hear(second, settle(subject));
                  case 3 -> new Tell(second(second));
                  case 4 -> new Command.Test(second(second));
                  default ->
                      !waiting(any.state(), "desk").isEmpty()
                          ? answer(any.state(), random.nextBoolean(), second)
                          : new Tell(second(second));
                };
            assertThat(any.when(command)).isInstanceOf(Decision.Accepted.class);
            bounded(any);
          }
        });
  }

  private static List<Long> waiting(State state, String receiver) {
    return state.outboxes().getOrDefault(receiver, Outbox.EMPTY).waiting();
  }

  private static Command answer(State state, boolean well, long second) {
    long head = waiting(state, "desk").getFirst();
    return well
        ? new ConfirmDelivery("desk", head, second(second))
        : new ReportMiss("desk", head, "closed", false, Optional.empty(), second(second));
  }

  private static void bounded(Trial<Command, Event, State, Duty> any) {
    State state = any.state();
    assertThat(state.open().size()).isLessThanOrEqualTo(50);
    assertThat(state.letters().size()).isLessThanOrEqualTo(3);
    assertThat(state.dead().size()).isLessThanOrEqualTo(Notices.DEAD_MAX);
    state.letters().values().forEach(l -> assertThat(l.lines().size()).isLessThanOrEqualTo(20));
    assertThat(state.ends().size()).isLessThanOrEqualTo(50);
    assertThat(any.owes().size()).isLessThanOrEqualTo(3);
  }

  @Test
  void aSentenceIsOneLineOfALimitedLength() {
    Cause cause = Cause.of("said\r\nBcc: all@example.org\u2028" + "x".repeat(999), START);
    Notice notice = new Notice(key("a"), "one\ntwo", Optional.of(cause), START);
    assertThat(notice.text()).isEqualTo("one two");
    assertThat(notice.cause().orElseThrow().what())
        .startsWith("said  Bcc: all@example.org x")
        .hasSize(Notice.TEXT_MAX);
  }
}
