package rhizome.runtime.validator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.consensus.State;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.replica.Output;
import rhizome.ledger.replica.Standing;

/** What a validator must not forget, as its journal and its snapshots hold it. */
interface Memory {

  /** One thing, in the order in which it became durable. */
  sealed interface Event {

    /** {@link Output.Keep}. */
    record Kept(Candidate candidate) implements Event {}

    /** {@link Output.Persist}. */
    record Agreed(State agreement) implements Event {}

    /** {@link Output.Store}. */
    record Stored(Sealed block) implements Event {}

    /** What was saved at that height is about to hold, though blocks up to there are missing. */
    record Jumped(long height) implements Event {}
  }

  /**
   * All that holds after a block.
   *
   * @param places at which number of the journal each block up to there stands that is kept
   */
  record Saved(Standing standing, NavigableMap<Long, Long> places) {

    public Saved {
      places = Collections.unmodifiableNavigableMap(new TreeMap<>(places));
    }
  }

  /**
   * All that one step wants to be durable.
   *
   * @param events in one piece
   * @param save what holds instead of blocks, once it is written
   * @param forget blocks below that height, once that is written; 0 for none
   */
  record Page(List<Event> events, Optional<Standing> save, long forget) {

    boolean isEmpty() {
      return events.isEmpty() && save.isEmpty();
    }
  }

  /**
   * Of the outputs of one step. They are written in one piece, so what a later one of them makes
   * needless is left out: candidates of blocks that are stored, and agreements but for the last.
   */
  static Page of(List<Output> outputs) {
    List<Event> events = new ArrayList<>();
    Optional<Standing> save = Optional.empty();
    long forget = 0;
    for (Output output : outputs) {
      switch (output) {
        case Output.Keep(var candidate) -> events.add(new Event.Kept(candidate));
        case Output.Persist(var agreement) -> {
          events.removeIf(Event.Agreed.class::isInstance);
          events.add(new Event.Agreed(agreement));
        }
        case Output.Store(var block) -> {
          events.removeIf(it -> isOver(it, block.height()));
          events.add(new Event.Stored(block));
        }
        case Output.Save(var standing) -> save = Optional.of(standing);
        case Output.Forget(var below) -> forget = Math.max(forget, below);
        case Output.Broadcast _, Output.Tell _, Output.Serve _, Output.Committed _ -> {}
        case Output.ScheduleTimeout _, Output.ScheduleRetelling _, Output.AskEntries _ -> {}
        case Output.Accuse _, Output.Idle _, Output.Refused _, Output.NotCounted _ -> {}
      }
    }
    return new Page(List.copyOf(events), save, forget);
  }

  private static boolean isOver(Event event, long height) {
    return switch (event) {
      case Event.Kept(var candidate) -> candidate.header().height() <= height;
      case Event.Agreed(var agreement) -> agreement.number() <= height;
      case Event.Stored _, Event.Jumped _ -> false;
    };
  }
}
