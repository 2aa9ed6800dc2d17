/** Grids and nodes as processes: in this one, or in one of their own. */
@NullMarked
package rhizome.cli.launch;

import org.jspecify.annotations.NullMarked;
