/** How a running program is asked over the network whether it is well. */
@NullMarked
package rhizome.agent.probe;

import org.jspecify.annotations.NullMarked;
