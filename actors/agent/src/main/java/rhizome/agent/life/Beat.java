package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Probe;

/**
 * One check of a process, by its own clock.
 *
 * @param asked how many questions were put
 * @param open the number of the one that waits for its answer; 0 while none does
 * @param due moment of the next question, or of the deadline while one is open; empty when there is
 *     nothing more to ask
 */
public record Beat(Tally tally, int asked, int open, Optional<Instant> due) {

  /** A process that lives this long has not failed at its first step. */
  private static final Duration SETTLED = Duration.ofMillis(100);

  /** Until there is a verdict, questions come quicker, so that nobody waits for nothing. */
  private static final Duration EAGER = Duration.ofMillis(25);

  private static final int DOUBLINGS_MAX = 20;

  /** Asked from now on, with haste until it is known to be well. */
  static Beat eager(Check check, Instant now) {
    return new Beat(Tally.NONE, 0, 0, Optional.of(now.plus(haste(check, 0))));
  }

  /** Taken to be well until it is heard; asked at its interval. */
  static Beat calm(Check check, Instant now) {
    Instant due = now.plus(check.interval());
    return new Beat(Tally.begin(Tally.Verdict.WELL), DOUBLINGS_MAX, 0, Optional.of(due));
  }

  /** It was well when it was last heard: asked at once, and then at its interval. */
  static Beat doubted(Check check, Instant now) {
    return new Beat(Tally.NONE, DOUBLINGS_MAX, 0, Optional.of(now.plus(haste(check, 0))));
  }

  boolean isDue(Instant now) {
    return due.isPresent() && !now.isBefore(due.get());
  }

  /** Whether questions still come quicker than they are meant to. */
  boolean isHasty(Check check) {
    return haste(check, asked).compareTo(check.interval()) < 0;
  }

  Beat ask(int number, Check check, Instant now) {
    int more = Math.min(asked + 1, DOUBLINGS_MAX);
    return new Beat(tally, more, number, Optional.of(now.plus(check.timeout())));
  }

  Beat answered(Check check, Tally counted, Instant now) {
    if (check.probe() instanceof Probe.Alive && counted.well()) {
      return new Beat(counted, asked, 0, Optional.empty()); // its exit will be seen
    }
    int unhurried = counted.well() ? DOUBLINGS_MAX : asked;
    return new Beat(counted, unhurried, 0, Optional.of(now.plus(pause(check, unhurried))));
  }

  private static Duration pause(Check check, int asked) {
    return asked == DOUBLINGS_MAX ? check.interval() : haste(check, asked);
  }

  private static Duration haste(Check check, int asked) {
    Duration pause =
        check.probe() instanceof Probe.Alive ? SETTLED : EAGER.multipliedBy(1L << asked);
    return pause.compareTo(check.interval()) <= 0 ? pause : check.interval();
  }
}
