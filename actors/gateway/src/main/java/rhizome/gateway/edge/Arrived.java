package rhizome.gateway.edge;

import rhizome.kernel.NodeId;
import rhizome.runtime.Wire;

/** What doors tell each other: this boot of a node is at that door now. */
record Arrived(NodeId node, String boot, long since, String door) implements Wire {}
