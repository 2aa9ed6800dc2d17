/** One replica's life: wanted, placed, running, moved, parked or retired. */
@NullMarked
package rhizome.grid.workload;

import org.jspecify.annotations.NullMarked;
