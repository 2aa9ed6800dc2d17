/** The runtime's side of an agent: it enrols the node, beats, takes orders and delivers reports. */
@NullMarked
package rhizome.runtime.node;

import org.jspecify.annotations.NullMarked;
