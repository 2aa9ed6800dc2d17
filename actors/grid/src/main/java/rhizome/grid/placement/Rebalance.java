package rhizome.grid.placement;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * Evens out what a recovery left lopsided, one workload at a time. Each move lowers the higher load
 * of two nodes, so that moving ends by itself.
 */
public final class Rebalance {

  /** Nodes from which a workload may be taken: the fullest, and some after it. */
  public static final int LOOKED_AT_MAX = 8;

  /**
   * @param interval pause between two moves of a zone
   * @param spreadMin difference of load, as a share of capacity, below which nothing is moved
   * @param deadline how long a workload may look for a place before it stays where it is
   */
  public record Limits(boolean enabled, Duration interval, double spreadMin, Duration deadline) {
    public Limits {
      if (!interval.isPositive() || !deadline.isPositive() || spreadMin <= 0 || spreadMin > 1) {
        throw new IllegalArgumentException(
            "rhizome.grid.rebalance: interval and deadline must be positive,"
                + " spread-min above 0 and at most 1");
      }
    }
  }

  /** What one workload takes of its node, and by which epoch. */
  public record Load(Resources resources, long epoch) {}

  /** A node with what it holds. */
  public record Laden(NodeId node, Resources capacity, Map<WorkloadId, Load> held) {
    public Laden {
      held = Collections.unmodifiableMap(new TreeMap<>(held));
    }

    Resources free() {
      Resources free = capacity;
      for (Load load : held.values()) {
        free = free.minus(load.resources);
      }
      return free;
    }

    long siblings(Kin kin) {
      return held.keySet().stream().filter(workload -> Kin.of(workload).equals(kin)).count();
    }
  }

  /**
   * A workload that should leave.
   *
   * @param before the load of {@code from}
   * @param after the higher load of the two nodes, once it has gone over
   */
  public record Move(
      WorkloadId workload, long epoch, NodeId from, NodeId to, double before, double after) {

    /** In a person's words. */
    public String why() {
      return "%s was %.0f %% full and %s much less".formatted(from, 100 * before, to);
    }
  }

  private Rebalance() {}

  /**
   * The move from the fuller to the emptier node that evens out most; the first by name of such.
   */
  public static Optional<Move> move(Laden full, Laden empty, double spreadMin) {
    return move(full, empty, spreadMin, _ -> true);
  }

  /**
   * The same.
   *
   * @param mayGo whether a workload may be where it would go
   */
  public static Optional<Move> move(
      Laden full, Laden empty, double spreadMin, Predicate<WorkloadId> mayGo) {
    Resources fullFree = full.free();
    Resources emptyFree = empty.free();
    double before = Placement.load(full.capacity, fullFree);
    if (before - Placement.load(empty.capacity, emptyFree) < spreadMin) {
      return Optional.empty();
    }
    Move best = null;
    for (Map.Entry<WorkloadId, Load> entry : full.held.entrySet()) {
      Resources amount = entry.getValue().resources;
      Kin kin = Kin.of(entry.getKey());
      if (amount.fitsIn(emptyFree) && empty.siblings(kin) < full.siblings(kin)) {
        double after =
            Math.max(
                Placement.load(full.capacity, fullFree.plus(amount)),
                Placement.load(empty.capacity, emptyFree.minus(amount)));
        if (isBetter(after, before, best) && mayGo.test(entry.getKey())) {
          long epoch = entry.getValue().epoch;
          best = new Move(entry.getKey(), epoch, full.node, empty.node, before, after);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isBetter(double after, double before, @Nullable Move best) {
    return after < (best == null ? before : best.after);
  }
}
