package rhizome.grid.node;

import rhizome.kernel.NodeId;

/** The right of one node to run a workload, valid for one epoch. */
public record Lease(NodeId node, long epoch) {}
