package rhizome.grid.zone;

import rhizome.grid.node.Facts;
import rhizome.kernel.NodeId;

/**
 * What a node says each second, of constant size.
 *
 * @param boot the run of the agent that speaks
 * @param number counts the heartbeats of this boot from 1; what is answered to one names it
 * @param digest changes when what the agent holds changes
 */
public record Heartbeat(NodeId node, String boot, long number, Facts facts, long digest) {}
