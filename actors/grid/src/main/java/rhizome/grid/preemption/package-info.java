/** Who gives way so that something of higher priority has a place. */
@NullMarked
package rhizome.grid.preemption;

import org.jspecify.annotations.NullMarked;
