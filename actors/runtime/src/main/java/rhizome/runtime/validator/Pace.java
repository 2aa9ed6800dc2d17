package rhizome.runtime.validator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.replica.Output;

/**
 * When a height begins to be agreed on. Round 0 is held, the proposer's answer and everybody's wait
 * for it alike, until there is a reason for a block: something waits, somebody spoke of this
 * height, or the idle interval is over. And until the clock lets a block follow the last one, whose
 * time is a millisecond later at least: who makes blocks faster than that runs ahead of it, and
 * others then refuse them (ADR 0039). Is changed in place, by one who owns it.
 */
final class Pace {

  /** What is to be done now. */
  sealed interface Deed {

    /** {@code output} is carried out: its timeout runs for so long. */
    record Time(Output.ScheduleTimeout output, Duration after) implements Deed {}

    /** Entries are offered. */
    record Offer(Output.AskEntries output) implements Deed {}

    /** Looks again then, if not before. */
    record Look(Duration after) implements Deed {}
  }

  /**
   * What is seen of a validator.
   *
   * @param height of the block that is to come
   * @param stirred something waits, or somebody spoke of this height
   * @param last when the last block says it was, in milliseconds of Unix
   * @param wall what the clock says, in milliseconds of Unix
   * @param steady a clock that is never set
   */
  record Sight(long height, boolean stirred, long last, long wall, Instant steady) {}

  private final LedgerSettings.Timeouts timeouts;
  private final Duration idleInterval;
  private final long aheadMillis;

  private Optional<Output.ScheduleTimeout> timeout = Optional.empty();
  private Optional<Output.AskEntries> ask = Optional.empty();
  private long height = -1;
  private Instant begun = Instant.MIN;
  private boolean going;
  private @Nullable Instant look;

  /**
   * @param ahead milliseconds that blocks may be ahead of the clock; half of it is left to those
   *     whose clocks are behind
   */
  Pace(LedgerSettings.Timeouts timeouts, Duration idleInterval, long ahead) {
    this.timeouts = timeouts;
    this.idleInterval = idleInterval;
    this.aheadMillis = ahead / 2;
  }

  /** Nothing if it is held. */
  Optional<Deed> take(Output.ScheduleTimeout it) {
    if (it.round() == 0 && it.timer() == Timer.PROPOSE && !isGoing(it.height())) {
      timeout = Optional.of(it);
      return Optional.empty();
    }
    return Optional.of(time(it));
  }

  /** Nothing if it is held. */
  Optional<Deed> take(Output.AskEntries it) {
    if (it.round() == 0 && !isGoing(it.height())) {
      ask = Optional.of(it);
      return Optional.empty();
    }
    return Optional.of(new Deed.Offer(it));
  }

  private boolean isGoing(long asked) {
    return going && asked == height;
  }

  private Deed time(Output.ScheduleTimeout it) {
    return new Deed.Time(it, timeouts.of(it.timer(), it.round()));
  }

  /** What was held and is held no longer, or when to look again. */
  List<Deed> look(Sight sight) {
    if (sight.height() != height) {
      height = sight.height();
      begun = sight.steady();
      going = false;
      look = null;
    }
    timeout = timeout.filter(it -> it.height() == height);
    ask = ask.filter(it -> it.height() == height);
    if (going || (timeout.isEmpty() && ask.isEmpty())) {
      return List.of();
    }
    Duration left = left(sight);
    if (!left.isPositive()) {
      going = true;
      return release();
    }
    Instant then = sight.steady().plus(left);
    if (then.equals(look)) {
      return List.of();
    }
    look = then;
    return List.of(new Deed.Look(left));
  }

  /** It was looked again, and maybe a moment too early. */
  void looked() {
    look = null;
  }

  private Duration left(Sight sight) {
    Duration idle = Duration.between(sight.steady(), begun.plus(idleInterval));
    Duration clock = Duration.ofMillis(sight.last() + 1 - aheadMillis - sight.wall());
    Duration reason = sight.stirred() ? Duration.ZERO : idle;
    return reason.compareTo(clock) > 0 ? reason : clock;
  }

  private List<Deed> release() {
    List<Deed> deeds = new ArrayList<>();
    timeout.ifPresent(it -> deeds.add(time(it)));
    ask.ifPresent(it -> deeds.add(new Deed.Offer(it)));
    timeout = Optional.empty();
    ask = Optional.empty();
    return deeds;
  }
}
