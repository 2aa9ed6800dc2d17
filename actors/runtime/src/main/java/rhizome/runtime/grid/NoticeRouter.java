package rhizome.runtime.grid;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Notices.Command;
import rhizome.grid.notice.Notices.Duty;
import rhizome.grid.notice.Signal;
import rhizome.runtime.notify.NotifySettings;
import rhizome.runtime.notify.Outcome;
import rhizome.runtime.notify.PostOffice;

/**
 * Carries out what the notices owe. A duty is handed out again and again: here it is seen whether
 * it is under way already, so that a slow receiver is not sent one letter twice at a time.
 */
final class NoticeRouter {

  private static final int SIGNALS_MAX = 256;

  /** Attempts to say how a try went, before it is left to be made again. */
  private static final int ANSWERS_MAX = 5;

  private static final Duration ANSWER_PAUSE = Duration.ofSeconds(1);

  private record Trying(String receiver, long letter, int attempts) {}

  private final NoticeBoard board;
  private final Entities entities;
  private final Surveyor surveyor;
  private final NotifySettings settings;
  private final PostOffice office;
  private final Clock clock;
  private final Set<Trying> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean surveying = new AtomicBoolean();
  private volatile Instant surveyNext = Instant.MIN;

  NoticeRouter(
      NoticeBoard board,
      Entities entities,
      Surveyor surveyor,
      NotifySettings settings,
      Clock clock) {
    this.board = board;
    this.entities = entities;
    this.surveyor = surveyor;
    this.settings = settings;
    this.office = new PostOffice(settings, clock);
    this.clock = clock;
  }

  void notices(Duty duty) {
    switch (duty) {
      case Duty.Survey _ -> survey();
      case Duty.Remind(var when) ->
          at(when, () -> say(new Command.Tell(clock.instant()), 1, () -> {}));
      case Duty.Deliver deliver -> deliver(deliver);
    }
  }

  /** Signals were missed: the next look is due. */
  void surveySoon() {
    surveyNext = Instant.MIN;
    board.wake();
  }

  private void survey() {
    Instant now = clock.instant();
    if (now.isBefore(surveyNext) || !surveying.compareAndSet(false, true)) {
      return;
    }
    surveyNext = now.plus(settings.surveyInterval());
    var _ =
        board
            .read()
            .thenCompose(told -> surveyor.look(told).thenApply(found -> news(told, found)))
            .whenComplete(
                (news, _) -> {
                  surveying.set(false);
                  if (news != null) {
                    say(news);
                  }
                });
  }

  private void say(List<Signal> news) {
    for (int from = 0; from < news.size(); from += SIGNALS_MAX) {
      int to = Math.min(news.size(), from + SIGNALS_MAX);
      var _ = board.hear(List.copyOf(news.subList(from, to)));
    }
  }

  /** What begins beyond the room there is was counted when it began. */
  private List<Signal> news(Notices.State told, List<Signal> found) {
    SortedMap<NoticeKey, Notices.Open> open = told.open();
    List<Signal> ends = new ArrayList<>();
    List<Signal> begins = new ArrayList<>();
    for (Signal signal : found) {
      switch (signal) {
        case Signal.Settle settle when open.containsKey(settle.key()) -> ends.add(settle);
        case Signal.Raise raise when !open.containsKey(raise.notice().key()) -> begins.add(raise);
        case Signal.Settle _, Signal.Raise _ -> {}
      }
    }
    int room = settings.terms().openMax() - open.size() + ends.size();
    ends.addAll(begins.subList(0, Math.clamp(room, 0, begins.size())));
    return ends;
  }

  /** What is far away is handed out again before it comes. */
  private boolean at(Instant when, Runnable what) {
    Duration left = Duration.between(clock.instant(), when);
    boolean near = left.compareTo(entities.resyncMax()) <= 0;
    if (near) {
      entities.after(left, what);
    }
    return near;
  }

  private void deliver(Duty.Deliver duty) {
    Trying trying = new Trying(duty.receiver(), duty.letter().number(), duty.attempts());
    if (underWay.add(trying) && !at(duty.notBefore(), () -> attempt(duty, trying))) {
      underWay.remove(trying);
    }
  }

  private void attempt(Duty.Deliver duty, Trying trying) {
    var _ =
        office
            .deliver(duty.receiver(), duty.letter())
            .thenAccept(
                outcome ->
                    say(command(trying, outcome), ANSWERS_MAX, () -> underWay.remove(trying)));
  }

  private Command command(Trying trying, Outcome outcome) {
    Instant now = clock.instant();
    return switch (outcome) {
      case Outcome.Arrived _ -> new Command.ConfirmDelivery(trying.receiver, trying.letter, now);
      case Outcome.Failed(var reason, boolean lasting, var after) ->
          new Command.ReportMiss(trying.receiver, trying.letter, reason, lasting, after, now);
    };
  }

  /**
   * @param done when it was heard, or is not said any more
   */
  private void say(Command command, int attempts, Runnable done) {
    var _ =
        board
            .ask(command)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null && attempts > 1 && !Refusals.isRefusal(failure)) {
                    entities.after(ANSWER_PAUSE, () -> say(command, attempts - 1, done));
                  } else {
                    done.run();
                  }
                });
  }
}
