/** The running grid: its entities in their shards, the routers of their duties, and one door. */
@NullMarked
package rhizome.runtime.grid;

import org.jspecify.annotations.NullMarked;
