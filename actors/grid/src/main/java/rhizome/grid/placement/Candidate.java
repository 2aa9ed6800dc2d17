package rhizome.grid.placement;

import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;

/**
 * A node as a placement sees it.
 *
 * @param siblings workloads of the same service that are known to be there
 */
public record Candidate(NodeId node, Resources capacity, Resources free, int siblings) {}
