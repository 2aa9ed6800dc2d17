package rhizome.grid.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Action;

/**
 * One time an action is carried out: beside each of some workloads until it succeeds there, or its
 * retries are used up.
 *
 * @param number counted from 1 for each task
 * @param generation of the robot whose action this is
 * @param key given by who asked, so that asking again does not run it again; may be empty
 * @param legs by slot
 * @param cancelledBy who wants it to end, if anybody
 */
public record Run(
    long number,
    long generation,
    Action action,
    Args args,
    String by,
    String key,
    Instant at,
    SortedMap<Integer, Leg> legs,
    Optional<String> cancelledBy) {

  /** Characters of output that are kept of all legs together. */
  private static final int OUTPUT_MAX = 65_536;

  private static final int OUTPUT_MIN = 256;

  public Run {
    legs = Collections.unmodifiableSortedMap(new TreeMap<>(legs));
  }

  public boolean isOver() {
    return legs.values().stream().allMatch(Leg::isOver);
  }

  /** What became of it: the first leg that did not succeed tells; nothing while it goes on. */
  public Optional<Result> result() {
    if (!isOver()) {
      return Optional.empty();
    }
    return legs.values().stream()
        .map(leg -> ((Leg.Phase.Over) leg.phase()).result())
        .filter(result -> result != Result.SUCCEEDED)
        .findFirst()
        .or(() -> Optional.of(Result.SUCCEEDED));
  }

  /** How much of one leg's output is kept. */
  public int outputMax() {
    return Math.clamp(OUTPUT_MAX / Math.max(1, legs.size()), OUTPUT_MIN, Finding.OUTPUT_MAX);
  }

  /** The pause after an attempt of this number has failed, if there is another attempt. */
  Optional<Duration> retryAfter(int attempt) {
    return cancelledBy.isEmpty() && attempt <= action.retries().size()
        ? Optional.of(action.retries().get(attempt - 1))
        : Optional.empty();
  }

  Run with(int slot, Leg leg) {
    SortedMap<Integer, Leg> next = new TreeMap<>(legs);
    next.put(slot, leg);
    return with(next, cancelledBy);
  }

  Run with(SortedMap<Integer, Leg> next, Optional<String> cancelled) {
    return new Run(number, generation, action, args, by, key, at, next, cancelled);
  }
}
