package rhizome.grid.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;

/**
 * Chooses a node: keep what is feasible, rank it, select the first. Deterministic; a node's name
 * breaks ties. The answer is a proposal: the node itself has the last word.
 */
public final class Placement {

  /** The node proposed, or why there is none, in a person's words. */
  public record Choice(Optional<NodeId> node, String reason) {}

  private Placement() {}

  /** Nodes in {@code avoid} failed this workload before and are taken only if nothing else fits. */
  public static Choice choose(
      Resources wanted, List<NodeId> avoid, Collection<Candidate> candidates) {
    Comparator<Candidate> byRank =
        Comparator.<Candidate, Boolean>comparing(c -> avoid.contains(c.node()))
            .thenComparingInt(Candidate::siblings)
            .thenComparingDouble(c -> load(c, wanted))
            .thenComparing(Candidate::node);
    Optional<NodeId> chosen =
        candidates.stream().filter(c -> wanted.fitsIn(c.free())).min(byRank).map(Candidate::node);
    return new Choice(chosen, chosen.isPresent() ? "" : refusal(wanted, candidates));
  }

  private static double load(Candidate candidate, Resources wanted) {
    return load(candidate.capacity(), candidate.free().minus(wanted));
  }

  /** The fuller of cpu and memory when {@code left} is free, as a share of capacity. */
  static double load(Resources capacity, Resources left) {
    return Math.max(
        used(left.cpuMillis(), capacity.cpuMillis()),
        used(left.memoryBytes(), capacity.memoryBytes()));
  }

  private static double used(long left, long capacity) {
    return capacity == 0 ? 1 : 1 - (double) left / (double) capacity;
  }

  private static String refusal(Resources wanted, Collection<Candidate> candidates) {
    Resources largest = Resources.NONE;
    for (Candidate candidate : candidates) {
      largest = larger(largest, candidate.free());
    }
    return refusal(wanted, candidates.size(), largest);
  }

  /** The most of each; no node need have both. */
  static Resources larger(Resources one, Resources other) {
    return new Resources(
        Math.max(one.cpuMillis(), other.cpuMillis()),
        Math.max(one.memoryBytes(), other.memoryBytes()));
  }

  static String refusal(Resources wanted, int online, Resources largest) {
    if (online == 0) {
      return "no node is online";
    }
    return "no node fits %d m cpu and %d MiB; of %d online the largest free are %d m and %d MiB"
        .formatted(
            wanted.cpuMillis(),
            wanted.memoryBytes() >> 20,
            online,
            largest.cpuMillis(),
            largest.memoryBytes() >> 20);
  }
}
