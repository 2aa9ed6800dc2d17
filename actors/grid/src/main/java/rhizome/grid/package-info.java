/**
 * What lives on the grid, as pure law: nodes, workloads, robots, where to place and how to heal.
 */
@NullMarked
package rhizome.grid;

import org.jspecify.annotations.NullMarked;
