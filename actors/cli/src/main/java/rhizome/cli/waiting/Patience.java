package rhizome.cli.waiting;

import java.time.Duration;
import java.util.Optional;

/** Judges one look after the other at a robot: go on waiting, or not. Time comes from outside. */
public final class Patience {

  /** What a robot is waited for. */
  public enum Goal {
    READY,
    GONE
  }

  public enum Verdict {
    WAIT,
    REACHED,
    /** Something needs a human, so that waiting is in vain. */
    PARKED,
    /** What was waited for was given up. */
    GIVEN_UP,
    /** It goes no further before it is promoted. */
    WAITS,
    TIMED_OUT
  }

  /** A new blueprint takes a parked workload up again, but not before its robot has told it. */
  static final Duration PARKED_MIN = Duration.ofSeconds(2);

  /** No generation has this number. */
  public static final long ANY = 0;

  private final Goal goal;
  private final Duration timeout;
  private final long generation;
  private Optional<Duration> parkedSince = Optional.empty();

  public Patience(Goal goal, Duration timeout) {
    this(goal, timeout, ANY);
  }

  /**
   * @param generation what is waited for, or {@link #ANY}
   */
  public Patience(Goal goal, Duration timeout, long generation) {
    this.goal = goal;
    this.timeout = timeout;
    this.generation = generation;
  }

  /**
   * @param elapsed since waiting began; never less than at the look before
   */
  public Verdict judge(Readiness seen, Duration elapsed) {
    if (goal == Goal.READY && generation != ANY && seen.isGivenUp(generation)) {
      return Verdict.GIVEN_UP;
    }
    if (isReached(seen)) {
      return Verdict.REACHED;
    }
    if (goal == Goal.READY && seen.waits()) {
      return Verdict.WAITS;
    }
    if (goal == Goal.READY && (seen.parkedWorkloads() > 0 || !seen.stalls().isEmpty())) {
      Duration since = parkedSince.orElse(elapsed);
      parkedSince = Optional.of(since);
      if (elapsed.minus(since).compareTo(PARKED_MIN) >= 0) {
        return Verdict.PARKED;
      }
    } else {
      parkedSince = Optional.empty();
    }
    return isOver(elapsed) ? Verdict.TIMED_OUT : Verdict.WAIT;
  }

  public Goal goal() {
    return goal;
  }

  boolean isOver(Duration elapsed) {
    return !left(elapsed).isPositive();
  }

  /** How much longer to wait; not positive once that is over. */
  Duration left(Duration elapsed) {
    return timeout.minus(elapsed);
  }

  private boolean isReached(Readiness seen) {
    return switch (goal) {
      case READY -> seen.there() && seen.ready();
      case GONE -> !seen.there();
    };
  }
}
