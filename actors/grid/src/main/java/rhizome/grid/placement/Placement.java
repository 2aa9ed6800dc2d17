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

  /** The fuller of cpu and memory after the placement, as a share of capacity. */
  private static double load(Candidate candidate, Resources wanted) {
    Resources left = candidate.free().minus(wanted);
    return Math.max(
        used(left.cpuMillis(), candidate.capacity().cpuMillis()),
        used(left.memoryBytes(), candidate.capacity().memoryBytes()));
  }

  private static double used(long left, long capacity) {
    return capacity == 0 ? 1 : 1 - (double) left / (double) capacity;
  }

  private static String refusal(Resources wanted, Collection<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return "no node is online";
    }
    long cpu = candidates.stream().mapToLong(c -> c.free().cpuMillis()).max().orElse(0);
    long memory = candidates.stream().mapToLong(c -> c.free().memoryBytes()).max().orElse(0);
    return "no node fits %d m cpu and %d MiB; of %d online the largest free are %d m and %d MiB"
        .formatted(
            wanted.cpuMillis(), wanted.memoryBytes() >> 20, candidates.size(), cpu, memory >> 20);
  }
}
