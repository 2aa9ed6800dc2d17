package rhizome.grid.zone;

import rhizome.grid.node.Facts;
import rhizome.kernel.NodeId;

/**
 * What a node says each second, of constant size.
 *
 * @param boot the run of the agent that speaks
 * @param digest changes when what the agent holds changes
 */
public record Heartbeat(NodeId node, String boot, Facts facts, long digest) {}
