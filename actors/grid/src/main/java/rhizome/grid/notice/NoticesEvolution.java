package rhizome.grid.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.notice.Notices.Dead;
import rhizome.grid.notice.Notices.Event;
import rhizome.grid.notice.Notices.Event.*;
import rhizome.grid.notice.Notices.Open;
import rhizome.grid.notice.Notices.State;

/** What each event makes of what there is to tell. */
final class NoticesEvolution {

  private NoticesEvolution() {}

  static State evolve(State s, Event event) {
    return switch (event) {
      case Opened(var notice, var tellAt, _) -> {
        SortedMap<NoticeKey, Open> open = new TreeMap<>(s.open());
        open.put(notice.key(), new Open(notice, false, tellAt));
        yield with(s, open, s.ends(), s.beyond());
      }
      case Surpassed(var counts, _) -> {
        SortedMap<Topic, Long> beyond = new TreeMap<>(s.beyond());
        counts.forEach((topic, count) -> beyond.merge(topic, count, Long::sum));
        yield with(s, s.open(), s.ends(), beyond);
      }
      case Closed closed -> close(s, closed);
      case Posted posted -> post(s, posted);
      case Delivered(var receiver, long letter, var at) ->
          with(s, receiver, outbox(s, receiver).delivered(letter, at), s.dead());
      case Missed(var receiver, _, int attempts, var reason, var notBefore, _) ->
          with(s, receiver, outbox(s, receiver).missed(attempts, notBefore, reason), s.dead());
      case Buried buried -> bury(s, buried);
    };
  }

  private static State close(State s, Closed closed) {
    SortedMap<NoticeKey, Open> open = new TreeMap<>(s.open());
    Open was = Optional.ofNullable(open.remove(closed.key())).orElseThrow(() -> corrupt(s, closed));
    List<Line> ends = new ArrayList<>(s.ends());
    if (was.told()) {
      Line.End end = new Line.End(closed.text(), closed.at());
      ends.add(new Line(was.notice(), Optional.of(end)));
    }
    return with(s, open, ends, s.beyond());
  }

  private static State post(State s, Posted posted) {
    Letter letter = posted.letter();
    SortedMap<NoticeKey, Open> open = new TreeMap<>(s.open());
    SortedMap<NoticeKey, Instant> told = new TreeMap<>(s.told());
    if (!letter.test()) {
      open.replaceAll((_, one) -> told(one, letter.at()));
      open.forEach(
          (key, one) -> {
            if (one.told() && !isTold(s.open(), key)) {
              told.put(key, letter.at());
            }
          });
      forgetOldest(told);
    }
    SortedMap<Long, Letter> letters = new TreeMap<>(s.letters());
    SortedMap<String, Outbox> outboxes = new TreeMap<>(s.outboxes());
    for (String receiver : posted.receivers()) {
      letters.put(letter.number(), letter);
      outboxes.put(receiver, outbox(s, receiver).with(letter.number()));
    }
    return new State(
        open,
        told,
        letter.test() ? s.ends() : List.of(),
        letter.test() ? s.beyond() : Collections.emptySortedMap(),
        letter.number(),
        letter.test() ? s.posted() : letter.at(),
        letters,
        outboxes,
        s.dead());
  }

  private static Open told(Open open, Instant at) {
    return open.told() || open.tellAt().isAfter(at)
        ? open
        : new Open(open.notice(), true, open.tellAt());
  }

  private static boolean isTold(SortedMap<NoticeKey, Open> open, NoticeKey key) {
    Open one = open.get(key);
    return one != null && one.told();
  }

  private static void forgetOldest(SortedMap<NoticeKey, Instant> told) {
    while (told.size() > Notices.TOLD_MAX) {
      told.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .ifPresent(oldest -> told.remove(oldest.getKey()));
    }
  }

  private static State bury(State s, Buried buried) {
    Letter letter =
        Optional.ofNullable(s.letters().get(buried.letter())).orElseThrow(() -> corrupt(s, buried));
    List<Dead> dead = new ArrayList<>(s.dead());
    dead.add(
        new Dead(
            buried.receiver(), letter.number(), letter.headline(), buried.reason(), buried.at()));
    if (dead.size() > Notices.DEAD_MAX) {
      dead.removeFirst();
    }
    Outbox outbox =
        outbox(s, buried.receiver()).buried(letter.number(), buried.reason(), buried.at());
    return with(s, buried.receiver(), outbox, dead);
  }

  private static Outbox outbox(State s, String receiver) {
    return s.outboxes().getOrDefault(receiver, Outbox.EMPTY);
  }

  private static State with(
      State s, SortedMap<NoticeKey, Open> open, List<Line> ends, SortedMap<Topic, Long> beyond) {
    return new State(
        open, s.told(), ends, beyond, s.numbers(), s.posted(), s.letters(), s.outboxes(), s.dead());
  }

  /** A letter that waits for nobody any more is let go. */
  private static State with(State s, String receiver, Outbox outbox, List<Dead> dead) {
    SortedMap<String, Outbox> outboxes = new TreeMap<>(s.outboxes());
    outboxes.put(receiver, outbox);
    List<Long> wanted =
        outboxes.values().stream().map(Outbox::waiting).flatMap(Collection::stream).toList();
    SortedMap<Long, Letter> letters = new TreeMap<>(s.letters());
    letters.keySet().retainAll(wanted);
    return new State(
        s.open(), s.told(), s.ends(), s.beyond(), s.numbers(), s.posted(), letters, outboxes, dead);
  }

  private static IllegalStateException corrupt(State state, Event event) {
    return new IllegalStateException("journal is corrupt: " + event + " in " + state);
  }
}
