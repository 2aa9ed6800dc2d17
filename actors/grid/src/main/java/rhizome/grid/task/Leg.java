package rhizome.grid.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.grid.node.Lease;

/**
 * The part of a run beside one workload.
 *
 * @param attempts those that are over, the first one first
 * @param output the end of what the last of them wrote
 */
public record Leg(List<Attempt> attempts, Phase phase, String output) {

  /**
   * One that is over.
   *
   * @param lease under which it was started; none if it never was
   */
  public record Attempt(
      Optional<Lease> lease,
      Instant from,
      Instant to,
      Result result,
      Optional<Integer> exit,
      String detail) {}

  public sealed interface Phase {
    /** The next attempt is due at {@code from}. */
    record Waiting(Instant from) implements Phase {}

    /** {@code ending} once somebody wants it cancelled. */
    record Running(Lease lease, Instant from, boolean ending) implements Phase {}

    record Over(Result result, Instant at) implements Phase {}
  }

  public Leg {
    attempts = List.copyOf(attempts);
  }

  static Leg due(Instant from) {
    return new Leg(List.of(), new Phase.Waiting(from), "");
  }

  /** The number of the attempt that is made or waited for. */
  public int attempt() {
    return attempts.size() + 1;
  }

  boolean isOver() {
    return phase instanceof Phase.Over;
  }

  Leg in(Phase next) {
    return new Leg(attempts, next, output);
  }

  Leg after(Attempt attempt, Phase next, String said) {
    List<Attempt> more = new ArrayList<>(attempts);
    more.add(attempt);
    return new Leg(more, next, said);
  }
}
