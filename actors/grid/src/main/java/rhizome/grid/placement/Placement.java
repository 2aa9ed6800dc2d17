package rhizome.grid.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;

/**
 * Chooses a node: keep what is feasible, rank it, select the first. Deterministic; a node's name
 * breaks ties. The answer is a proposal: the node itself has the last word.
 */
public final class Placement {

  /**
   * The node proposed, or why there is none, in a person's words.
   *
   * @param preempting others have to leave it first
   */
  public record Choice(Optional<NodeId> node, String reason, boolean preempting) {

    /** Nobody has to leave. */
    public Choice(Optional<NodeId> node, String reason) {
      this(node, reason, false);
    }
  }

  private Placement() {}

  /** Nodes in {@code avoid} failed this workload before and are taken only if nothing else fits. */
  public static Choice choose(
      Resources wanted, List<NodeId> avoid, Collection<Candidate> candidates) {
    Optional<NodeId> chosen = best(wanted, avoid, candidates, _ -> 0);
    return new Choice(chosen, chosen.isPresent() ? "" : refusal(wanted, candidates));
  }

  /** The same for who has wishes: what he prefers goes before siblings, and they before load. */
  public static Choice choose(Seeker seeker, Collection<Candidate> candidates) {
    List<Candidate> offered = candidates.stream().filter(Candidate::onOffer).toList();
    if (seeker.wishes().none()) {
      return choose(seeker.amount(), seeker.avoid(), offered);
    }
    Hurdles hurdles = new Hurdles(seeker, new Census(seeker, candidates));
    Map<Hurdle, Integer> before = new LinkedHashMap<>();
    List<Candidate> feasible = new ArrayList<>();
    for (Candidate c : offered) {
      hurdles
          .before(c.labels())
          .or(() -> hurdles.before(c.node()))
          .ifPresentOrElse(hurdle -> before.merge(hurdle, 1, Integer::sum), () -> feasible.add(c));
    }
    Optional<NodeId> chosen =
        best(
            seeker.amount(),
            seeker.avoid(),
            feasible,
            c -> hurdles.rank(label -> c.labels().of(c.node(), label)));
    return new Choice(chosen, chosen.isPresent() ? "" : hurdles.refusal(offered.size(), before));
  }

  private static Optional<NodeId> best(
      Resources wanted,
      List<NodeId> avoid,
      Collection<Candidate> candidates,
      ToIntFunction<Candidate> rank) {
    Comparator<Candidate> byRank =
        Comparator.<Candidate, Boolean>comparing(c -> avoid.contains(c.node()))
            .thenComparing(Comparator.comparingInt(rank).reversed())
            .thenComparingInt(Candidate::siblings)
            .thenComparingDouble(c -> load(c, wanted))
            .thenComparing(Candidate::node);
    return candidates.stream()
        .filter(c -> wanted.fitsIn(c.free()))
        .min(byRank)
        .map(Candidate::node);
  }

  /** Counts by looking at every node. */
  private record Census(Seeker seeker, Collection<Candidate> candidates) implements Whereabouts {

    @Override
    public Map<String, Integer> counts(String service, String label) {
      Map<String, Integer> counts = new TreeMap<>();
      for (Candidate c : candidates) {
        int count = c.holds().getOrDefault(service, 0);
        if (count > 0) {
          c.labels()
              .of(c.node(), label)
              .ifPresent(value -> counts.merge(value, count, Integer::sum));
        }
      }
      return counts;
    }

    @Override
    public int fewest(String label, List<Hurdle> required) {
      Map<String, Integer> counts = counts(seeker.kin().service(), label);
      return candidates.stream()
          .filter(Candidate::onOffer)
          .filter(c -> required.stream().allMatch(hurdle -> meets(hurdle, c)))
          .flatMap(c -> c.labels().of(c.node(), label).stream())
          .mapToInt(value -> counts.getOrDefault(value, 0))
          .min()
          .orElse(0);
    }

    private static boolean meets(Hurdle hurdle, Candidate c) {
      return hurdle.takes().test(c.labels().of(c.node(), hurdle.label()));
    }
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
