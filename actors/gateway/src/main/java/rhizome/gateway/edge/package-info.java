/**
 * The stream between a grid and the agents of machines that are no members of its cluster: the door
 * on the grid's side, the line on the agent's (ADR 0009).
 */
@NullMarked
package rhizome.gateway.edge;

import org.jspecify.annotations.NullMarked;
