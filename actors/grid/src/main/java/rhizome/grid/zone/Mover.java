package rhizome.grid.zone;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.grid.placement.Rebalance;
import rhizome.grid.placement.Rebalance.Move;

/** When a zone evens out its load: at a pace, one workload at a time, and only when all is calm. */
public final class Mover {

  private final Rebalance.Limits limits;
  private @Nullable Instant next;
  private @Nullable Instant patience;
  private @Nullable Move last;

  public Mover(Rebalance.Limits limits) {
    this.limits = limits;
  }

  /**
   * The workload that should leave its node now.
   *
   * @param calm nobody is silent and nobody waits for a place
   */
  public Optional<Move> next(ZoneIndex index, boolean calm, Instant now) {
    if (!limits.enabled()) {
      return Optional.empty();
    }
    if (next == null || !calm) {
      next = now.plus(limits.interval()); // what recovers shall settle first
      return Optional.empty();
    }
    if (now.isBefore(next) || isMoving(index, now)) {
      return Optional.empty();
    }
    next = now.plus(limits.interval());
    patience = now.plus(limits.deadline());
    Optional<Move> move = index.rebalance(limits.spreadMin(), now);
    last = move.orElse(null);
    return move;
  }

  private boolean isMoving(ZoneIndex index, Instant now) {
    return last != null
        && patience != null
        && now.isBefore(patience)
        && index.holds(last.from(), last.workload(), last.epoch());
  }
}
