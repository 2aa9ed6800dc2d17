/** Which node takes a workload: feasible, then ranked, then selected. */
@NullMarked
package rhizome.grid.placement;

import org.jspecify.annotations.NullMarked;
