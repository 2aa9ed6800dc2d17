package rhizome.runtime.cassandra;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the rows that count from those of stale writers, as they come out of the journal in the
 * order of their numbers (ADR 0008): of several with one number, that of the highest epoch counts;
 * past the base of the newest sealed epoch, only rows of that epoch do.
 *
 * @param <T> a row
 */
final class Succession<T> {

  private final String entity;
  private final Claim claim;
  private final long to;
  private @Nullable Row<T> held;
  private long discarded;

  private record Row<T>(long number, long epoch, T value) {}

  /**
   * @param to number of the last row to look at
   */
  Succession(String entity, Claim claim, long to) {
    this.entity = entity;
    this.claim = claim;
    this.to = to;
  }

  /** Takes the next row, and gives the one before once it is known to count. */
  Optional<T> next(long number, String writer, T value) {
    if (number > to) {
      return Optional.empty();
    }
    long epoch = Claim.epochOf(writer);
    if (!claim.counts(number, epoch)) {
      discarded++;
      return Optional.empty();
    }
    Row<T> before = held;
    Row<T> now = new Row<>(number, epoch, value);
    if (before == null) {
      held = now;
      return Optional.empty();
    }
    if (before.number > number) {
      throw new IllegalStateException(
          "event %d of %s comes after %d: a stale writer's rows lie across a border of partitions"
                  .formatted(number, entity, before.number)
              + " and must be deleted by hand (docs/operate/cassandra.md)");
    }
    if (before.number == number) {
      discarded++;
      held = before.epoch >= epoch ? before : now;
      return Optional.empty();
    }
    held = now;
    return Optional.of(before.value);
  }

  /** There are no more. */
  Optional<T> last() {
    Row<T> before = held;
    held = null;
    return Optional.ofNullable(before).map(Row::value);
  }

  /** How many rows did not count. */
  long discarded() {
    return discarded;
  }
}
