/** What an agent that is no member of the cluster and its gateway say to each other. */
@NullMarked
package rhizome.runtime.edge;

import org.jspecify.annotations.NullMarked;
