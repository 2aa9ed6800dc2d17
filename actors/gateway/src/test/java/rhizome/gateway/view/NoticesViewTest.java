package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.gateway.InMemoryGrid;
import rhizome.gateway.view.NoticesView.DeadView;
import rhizome.gateway.view.NoticesView.NoticeView;
import rhizome.gateway.view.NoticesView.ReceiverView;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Notices.Command;
import rhizome.grid.notice.Notices.Dead;
import rhizome.grid.notice.Notices.Open;
import rhizome.grid.notice.Outbox;
import rhizome.grid.notice.Severity;
import rhizome.grid.notice.Signal;
import rhizome.grid.notice.Topic;
import rhizome.house.Property;
import rhizome.kernel.Decision;

class NoticesViewTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final TreeMap<NoticeKey, Open> open = new TreeMap<>();
  private final TreeMap<String, Outbox> outboxes = new TreeMap<>();
  private final List<Dead> dead = new ArrayList<>();

  private NoticesView view() {
    return NoticesView.of(
        new Notices.State(
            open,
            Collections.emptySortedMap(),
            List.of(),
            Collections.emptySortedMap(),
            7,
            NOON,
            Collections.emptySortedMap(),
            outboxes,
            dead));
  }

  private void open(Topic topic, String subject, Optional<Cause> cause, boolean told) {
    NoticeKey key = new NoticeKey(topic, subject);
    open.put(key, new Open(new Notice(key, "needs a human", cause, NOON), told, NOON));
  }

  @Test
  void aGridThatHasNothingToTellTellsNothing() {
    assertThat(view()).isEqualTo(new NoticesView(7, List.of(), List.of(), List.of()));
  }

  @Test
  void anOpenNoticeIsTakenOverInWordsWithWhatLedToItTheLastFirst() {
    Cause cause = Cause.of("it exited with 1", NOON).leadingTo("its budget on n1 is spent", NOON);
    open(Topic.WORKLOAD_PARKED, "shop/web#0", Optional.of(cause), true);

    assertThat(view().open())
        .containsExactly(
            new NoticeView(
                "workload-parked",
                "critical",
                "shop/web#0",
                "needs a human",
                NOON,
                true,
                List.of("its budget on n1 is spent", "it exited with 1")));
  }

  @Test
  void aNoticeWithoutACauseHasNone() {
    open(Topic.NODE_SUSPECT, "n1", Optional.empty(), false);
    NoticeView notice = view().open().getFirst();
    assertThat(notice.causes()).isEmpty();
    assertThat(notice.told()).isFalse();
  }

  @Test
  void theWorstStandsFirstAndEquallyBadOnesInTheOrderOfTheirTopics() {
    open(Topic.NODE_SUSPECT, "n1", Optional.empty(), false);
    open(Topic.NODE_LOST, "n2", Optional.empty(), false);
    open(Topic.ROLLOUT_STALLED, "shop/web", Optional.empty(), false);
    open(Topic.WORKLOAD_PARKED, "shop/web#1", Optional.empty(), false);
    open(Topic.WORKLOAD_PARKED, "shop/web#0", Optional.empty(), false);

    assertThat(view().open())
        .extracting(NoticeView::subject)
        .containsExactly("shop/web#0", "shop/web#1", "shop/web", "n2", "n1");
  }

  @Test
  void everyTopicHasAWordOfItsOwnInKebabCase() {
    for (Topic topic : Topic.values()) {
      open(topic, "it", Optional.empty(), false);
    }
    assertThat(view().open())
        .extracting(NoticeView::topic)
        .containsExactlyInAnyOrder(
            "workload-parked",
            "node-suspect",
            "node-lost",
            "zone-frozen",
            "rollout-stalled",
            "rollout-reverted");
  }

  @Test
  void aReceiverThatHasAllItsLettersHasNoTroubleAndNothingNext() {
    Outbox.Done last = new Outbox.Done(4, NOON);
    outboxes.put("desk", new Outbox(List.of(), 0, NOON, "", Optional.of(last)));

    assertThat(view().receivers())
        .containsExactly(
            new ReceiverView(
                "desk",
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(4L),
                Optional.of(NOON)));
  }

  @Test
  void whenTheNextTryIsIsToldOnlyOfOneThatFailed() {
    Instant later = NOON.plusSeconds(30);
    outboxes.put("a", new Outbox(List.of(5L, 6L), 0, later, "", Optional.empty()));
    outboxes.put("b", new Outbox(List.of(5L), 2, later, "no route", Optional.empty()));

    assertThat(view().receivers())
        .containsExactly(
            new ReceiverView(
                "a",
                2,
                Optional.of(5L),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new ReceiverView(
                "b",
                1,
                Optional.of(5L),
                2,
                Optional.of(later),
                Optional.of("no route"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void lettersThatNeverArrivedStandTheNewestFirst() {
    dead.add(new Dead("desk", 1, "one", "gone", NOON));
    dead.add(new Dead("desk", 2, "two", "gone", NOON.plusSeconds(1)));

    assertThat(view().dead())
        .containsExactly(
            new DeadView("desk", 2, "two", "gone", NOON.plusSeconds(1)),
            new DeadView("desk", 1, "one", "gone", NOON));
  }

  /** Whatever the law of notices makes of what it hears, the view counts as the state does. */
  @Test
  void theViewCountsWhatTheLawOfNoticesKnows() {
    Property.forAll(
        50,
        random -> {
          SortedMap<String, Severity> receivers = new TreeMap<>();
          receivers.put("desk", Severity.WARNING);
          receivers.put("pager", Severity.CRITICAL);
          Notices law = InMemoryGrid.telling(receivers);
          Notices.State state = law.initial();
          Instant now = NOON;
          for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(random.nextInt(600));
            Command command = command(random.nextInt(5), random.nextInt(8), state, now);
            if (law.decide(state, command) instanceof Decision.Accepted<Notices.Event>(var all)) {
              for (Notices.Event event : all) {
                state = law.evolve(state, event);
              }
            }
            agree(NoticesView.of(state), state);
          }
        });
  }

  private static Command command(int kind, int which, Notices.State state, Instant now) {
    List<Topic> topics = List.of(Topic.values());
    Topic topic = topics.get(which % topics.size());
    String receiver = which % 2 == 0 ? "desk" : "pager";
    Outbox box = state.outboxes().get(receiver);
    long letter = box == null || box.waiting().isEmpty() ? 0 : box.waiting().getFirst();
    return switch (kind) {
      case 0 -> new Command.Tell(now);
      case 1 -> new Command.Test(now);
      case 2 -> new Command.ConfirmDelivery(receiver, letter, now);
      case 3 ->
          new Command.ReportMiss(
              receiver, letter, "no route", which > 5, Optional.of(Duration.ofSeconds(9)), now);
      default -> {
        NoticeKey key = new NoticeKey(topic, "it-" + which);
        Notice notice = new Notice(key, "needs a human", Optional.empty(), now);
        yield new Command.Hear(List.of(new Signal.Raise(notice)), now);
      }
    };
  }

  private static void agree(NoticesView view, Notices.State state) {
    assertThat(view.letters()).isEqualTo(state.numbers());
    assertThat(view.open()).hasSize(state.open().size());
    assertThat(view.dead()).hasSize(state.dead().size());
    assertThat(view.receivers())
        .extracting(ReceiverView::name)
        .containsExactlyElementsOf(state.outboxes().keySet());
    for (ReceiverView receiver : view.receivers()) {
      assertThat(receiver.next().isPresent()).isEqualTo(receiver.waiting() > 0);
      assertThat(receiver.nextAt().isPresent()).isEqualTo(receiver.attempts() > 0);
      assertThat(receiver.last().isPresent()).isEqualTo(receiver.lastAt().isPresent());
    }
    List<Severity> order = new ArrayList<>();
    view.open().forEach(one -> order.add(severity(one.severity())));
    assertThat(order).isSortedAccordingTo(Collections.reverseOrder());
  }

  private static Severity severity(String word) {
    for (Severity severity : Severity.values()) {
      if (severity.word().equals(word)) {
        return severity;
      }
    }
    throw new AssertionError("no severity is called " + word);
  }
}
