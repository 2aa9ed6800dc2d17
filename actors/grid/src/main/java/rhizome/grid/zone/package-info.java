/** The circle in which placements are sought and silence is noticed. */
@NullMarked
package rhizome.grid.zone;

import org.jspecify.annotations.NullMarked;
