/** A grid's memory as a file: taken from a running grid, brought back into an empty journal. */
@NullMarked
package rhizome.cli.archive;

import org.jspecify.annotations.NullMarked;
