package rhizome.grid.placement;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;

/**
 * A node as a placement sees it.
 *
 * @param siblings workloads of the same service that are known to be there
 * @param holds how many of each service of the same robot are there, without who seeks a place
 * @param onOffer whether it takes any; if not, only what it holds counts
 */
public record Candidate(
    NodeId node,
    Resources capacity,
    Resources free,
    int siblings,
    Labels labels,
    Map<String, Integer> holds,
    boolean onOffer) {

  public Candidate {
    holds = Collections.unmodifiableMap(new TreeMap<>(holds));
  }

  /** One of which nothing is said. */
  public Candidate(NodeId node, Resources capacity, Resources free, int siblings) {
    this(node, capacity, free, siblings, Labels.NONE, Collections.emptyMap(), true);
  }
}
