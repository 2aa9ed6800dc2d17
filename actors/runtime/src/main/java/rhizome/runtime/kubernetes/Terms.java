package rhizome.runtime.kubernetes;

import java.time.Duration;
import java.time.Instant;

/**
 * By what somebody holds a lease. Times are those of the API's clock, which all who bid have in
 * common.
 *
 * @param holder empty when nobody does
 * @param duration after the last renewal, in which nobody else may take it
 * @param transitions how often it went from one holder to another
 */
record Terms(String holder, Duration duration, Instant acquired, Instant renewed, int transitions) {

  static Terms first(String holder, Duration duration, Instant now) {
    return new Terms(holder, duration, now, now, 0);
  }

  boolean isFree(Instant now) {
    return holder.isEmpty() || now.isAfter(renewed.plus(duration));
  }

  /** Renewed, if it is the same who holds it. */
  Terms heldBy(String next, Duration longer, Instant now) {
    return holder.equals(next)
        ? new Terms(holder, longer, acquired, now, transitions)
        : new Terms(next, longer, now, now, transitions + 1);
  }

  Terms vacated(Instant now) {
    return new Terms("", duration, acquired, now, transitions);
  }
}
