/**
 * Nodes as the runtime sees them: the link that speaks for an agent, and the zone that hears it,
 * finds places and hands out orders. In memory only; what must last lies with the entities.
 */
@NullMarked
package rhizome.runtime.node;

import org.jspecify.annotations.NullMarked;
