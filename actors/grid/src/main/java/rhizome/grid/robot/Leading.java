package rhizome.grid.robot;

import rhizome.grid.endpoint.Leader;
import rhizome.grid.node.Lease;

/** Who leads, and the lease under which it was named: it leads as long as it has that one. */
public record Leading(Leader leader, Lease lease) {}
