package rhizome.grid.notice;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.notice.Notices.Command.*;
import rhizome.grid.notice.Notices.Event.*;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.Seed;

/**
 * What a grid has to tell people: which notices are open, which letters are owed to whom, and which
 * never arrived. A notice is told once while it is open, and its end only if its beginning was. A
 * letter is delivered at least once, for it is owed until its receiver has taken it or its tries
 * are used up (ADR 0021).
 */
public final class Notices
    implements Decider<Notices.Command, Notices.Event, Notices.State, Notices.Duty> {

  /** Letters that never arrived, the newest, for people who look. */
  static final int DEAD_MAX = 100;

  /** Notices whose last telling is remembered. */
  static final int TOLD_MAX = 1000;

  public sealed interface Command {
    /** In the order in which it became so. */
    record Hear(List<Signal> signals, Instant at) implements Command {
      public Hear {
        signals = List.copyOf(signals);
      }
    }

    /** Time has passed: what has been gathered may be told. */
    record Tell(Instant at) implements Command {}

    /** Send each receiver a letter that says nothing. */
    record Test(Instant at) implements Command {}

    record ConfirmDelivery(String receiver, long letter, Instant at) implements Command {}

    /**
     * It did not arrive.
     *
     * @param lasting it never will
     * @param after pause the receiver asked for
     */
    record ReportMiss(
        String receiver,
        long letter,
        String reason,
        boolean lasting,
        Optional<Duration> after,
        Instant at)
        implements Command {}
  }

  public sealed interface Event {
    Instant at();

    /**
     * @param tellAt not to be told before
     */
    record Opened(Notice notice, Instant tellAt, Instant at) implements Event {}

    /** Began, and there was no room to keep it. */
    record Surpassed(SortedMap<Topic, Long> counts, Instant at) implements Event {
      public Surpassed {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
      }
    }

    record Closed(NoticeKey key, String text, Instant at) implements Event {}

    /** A letter now waits for these. */
    record Posted(Letter letter, List<String> receivers, Instant at) implements Event {
      public Posted {
        receivers = List.copyOf(receivers);
      }
    }

    record Delivered(String receiver, long letter, Instant at) implements Event {}

    record Missed(
        String receiver, long letter, int attempts, String reason, Instant notBefore, Instant at)
        implements Event {}

    /** Nobody tries to deliver it any more. */
    record Buried(String receiver, long letter, String reason, Instant at) implements Event {}
  }

  /** An open notice. */
  public record Open(Notice notice, boolean told, Instant tellAt) {}

  /** A letter that never arrived. */
  public record Dead(String receiver, long letter, String headline, String reason, Instant at) {}

  /**
   * @param told when a notice was last told, whether or not it is still open
   * @param ends of notices that were told, to be told
   * @param beyond how many began that are not kept, and are to be told
   * @param numbers letters so far
   * @param posted when the last of them was
   * @param letters those that wait for somebody
   * @param dead the oldest first
   */
  public record State(
      SortedMap<NoticeKey, Open> open,
      SortedMap<NoticeKey, Instant> told,
      List<Line> ends,
      SortedMap<Topic, Long> beyond,
      long numbers,
      Instant posted,
      SortedMap<Long, Letter> letters,
      SortedMap<String, Outbox> outboxes,
      List<Dead> dead) {

    public State {
      open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
      told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
      ends = List.copyOf(ends);
      beyond = Collections.unmodifiableSortedMap(new TreeMap<>(beyond));
      letters = Collections.unmodifiableSortedMap(new TreeMap<>(letters));
      outboxes = Collections.unmodifiableSortedMap(new TreeMap<>(outboxes));
      dead = List.copyOf(dead);
    }
  }

  public sealed interface Duty {
    /** Look at what is, for the sake of signals that were lost. */
    record Survey() implements Duty {}

    /** Say {@link Command.Tell} then. */
    record Remind(Instant when) implements Duty {}

    /**
     * Try it, and say how it went. The same letter has the same number at each try, so that a
     * receiver can tell a repetition.
     */
    record Deliver(String receiver, Letter letter, int attempts, Instant notBefore)
        implements Duty {}
  }

  public enum Refusal implements Decision.Reason {
    NO_RECEIVERS
  }

  private final Terms terms;

  public Notices(Terms terms) {
    this.terms = terms;
  }

  @Override
  public State initial() {
    return new State(
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        List.of(),
        Collections.emptySortedMap(),
        0,
        Instant.EPOCH,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        List.of());
  }

  @Override
  public Decision<Event> decide(State state, Command command) {
    return switch (command) {
      case Hear(var signals, var at) -> accept(hear(state, signals, at));
      case Tell(var at) ->
          new Telling(state, terms)
              .letter(at)
              .map(letter -> post(state, letter))
              .orElseGet(Decision::unchanged);
      case Test _ when terms.receivers().isEmpty() -> reject(Refusal.NO_RECEIVERS);
      case Test(var at) -> post(state, Telling.test(state, at));
      case ConfirmDelivery(var receiver, long letter, var at) ->
          isNext(state, receiver, letter)
              ? accept(new Delivered(receiver, letter, at))
              : unchanged();
      case ReportMiss miss ->
          isNext(state, miss.receiver(), miss.letter()) ? accept(miss(state, miss)) : unchanged();
    };
  }

  private List<Event> hear(State state, List<Signal> signals, Instant at) {
    List<Event> events = new ArrayList<>();
    SortedMap<Topic, Long> beyond = new TreeMap<>();
    State now = state;
    for (Signal signal : signals) {
      Optional<Event> event = hear(now, signal, at);
      if (event.isPresent()) {
        events.add(event.get());
        now = evolve(now, event.get());
      } else if (signal instanceof Signal.Raise(var notice)
          && !now.open.containsKey(notice.key())) {
        beyond.merge(notice.key().topic(), 1L, Long::sum);
      }
    }
    if (!beyond.isEmpty()) {
      events.add(new Surpassed(beyond, at));
    }
    return events;
  }

  /** Nothing when that is known, or when there is no room for it. */
  private Optional<Event> hear(State state, Signal signal, Instant at) {
    return switch (signal) {
      case Signal.Raise(var notice) ->
          state.open.containsKey(notice.key()) || state.open.size() >= terms.openMax()
              ? Optional.empty()
              : Optional.of(new Opened(notice, tellAt(state, notice.key(), at), at));
      case Signal.Settle(var key, var text, _) ->
          state.open.containsKey(key) ? Optional.of(new Closed(key, text, at)) : Optional.empty();
    };
  }

  /** What comes and goes is told once, and again only if it is still so after a quiet time. */
  private Instant tellAt(State state, NoticeKey key, Instant at) {
    Instant gathered = at.plus(terms.gather());
    return Optional.ofNullable(state.told.get(key))
        .map(told -> told.plus(terms.quiet()))
        .filter(quiet -> quiet.isAfter(gathered))
        .orElse(gathered);
  }

  private Decision<Event> post(State state, Letter letter) {
    List<Event> events = new ArrayList<>();
    List<String> receivers = new ArrayList<>();
    terms
        .receivers()
        .forEach(
            (receiver, least) -> {
              if (letter.test() || letter.severity().compareTo(least) >= 0) {
                receivers.add(receiver);
                surplus(state, receiver, letter.at()).ifPresent(events::add);
              }
            });
    events.add(new Posted(letter, receivers, letter.at()));
    return accept(events);
  }

  private Optional<Event> surplus(State state, String receiver, Instant at) {
    return Optional.ofNullable(state.outboxes.get(receiver))
        .filter(outbox -> outbox.waiting().size() >= terms.waitingMax())
        .map(
            outbox ->
                new Buried(
                    receiver,
                    outbox.waiting().getFirst(),
                    "gave way: %d letters wait for %s".formatted(terms.waitingMax(), receiver),
                    at));
  }

  private static boolean isNext(State state, String receiver, long letter) {
    Outbox outbox = state.outboxes.get(receiver);
    return outbox != null && outbox.isNext(letter);
  }

  private Event miss(State state, ReportMiss miss) {
    Outbox outbox = state.outboxes.getOrDefault(miss.receiver(), Outbox.EMPTY);
    int attempts = outbox.attempts() + 1;
    if (miss.lasting() || attempts >= terms.retries().attemptsMax()) {
      return new Buried(miss.receiver(), miss.letter(), miss.reason(), miss.at());
    }
    Instant next = miss.at().plus(pause(miss, attempts));
    return new Missed(miss.receiver(), miss.letter(), attempts, miss.reason(), next, miss.at());
  }

  /**
   * Doubled each time; half of it is chance, so that grids that failed together do not return so.
   */
  private Duration pause(ReportMiss miss, int attempts) {
    Terms.Retries retries = terms.retries();
    Duration pause = retries.pauseMin();
    for (int i = 1; i < attempts && pause.compareTo(retries.pauseMax()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    Duration wished = miss.after().orElse(Duration.ZERO);
    Duration longest = wished.compareTo(pause) > 0 ? wished : pause;
    if (longest.compareTo(retries.pauseMax()) > 0) {
      longest = retries.pauseMax();
    }
    double chance = new Seed(miss.letter()).fork(miss.receiver()).unit(attempts);
    Duration drawn = longest.minusMillis((long) (longest.toMillis() * chance / 2));
    return drawn.compareTo(wished) < 0 && wished.compareTo(longest) <= 0 ? wished : drawn;
  }

  @Override
  public State evolve(State state, Event event) {
    return NoticesEvolution.evolve(state, event);
  }

  @Override
  public List<Duty> owes(State state) {
    List<Duty> duties = new ArrayList<>();
    if (!terms.receivers().isEmpty()) {
      duties.add(new Duty.Survey());
    }
    new Telling(state, terms).due().ifPresent(when -> duties.add(new Duty.Remind(when)));
    state.outboxes.forEach(
        (receiver, outbox) ->
            outbox.waiting().stream()
                .limit(1)
                .map(number -> Optional.ofNullable(state.letters.get(number)).orElseThrow())
                .forEach(
                    letter ->
                        duties.add(
                            new Duty.Deliver(
                                receiver, letter, outbox.attempts(), outbox.notBefore()))));
    return duties;
  }

  /** The number of the newest letter. */
  @Override
  public long generation(State state) {
    return state.numbers();
  }
}
