package rhizome.grid.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.healing.Cause;
import rhizome.kernel.WorkloadId;

/**
 * A place that is given away while others are still in it, who are of lower priority and leave.
 * Nobody else gets it meanwhile; its agent is told when there is room (ADR 0029).
 *
 * @param victims who leaves for it, by the epoch it had
 * @param at when it was given
 */
public record Promise(Assignment assignment, SortedMap<WorkloadId, Long> victims, Instant at) {

  /** For so long the budgets of the victims are respected. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The most urgent first. */
  static final Comparator<Promise> FIRST =
      Comparator.<Promise>comparingInt(promise -> -promise.value())
          .thenComparing(Promise::at)
          .thenComparing(promise -> promise.assignment().workload());

  public Promise {
    victims = Collections.unmodifiableSortedMap(new TreeMap<>(victims));
  }

  boolean takesFrom(Assignment other) {
    Long epoch = victims.get(other.workload());
    return epoch != null && epoch == other.epoch();
  }

  private int value() {
    return assignment.spec().priority().value();
  }

  Cause cause(Assignment victim) {
    int lower = victim.spec().priority().value();
    return Cause.of(
        "preempted by %s (priority %d > %d)".formatted(assignment.workload(), value(), lower), at);
  }

  /** Until then a victim leaves only if its robot can spare it. */
  Instant patience() {
    return at.plus(PATIENCE);
  }
}
