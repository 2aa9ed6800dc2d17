/** The runs of one action: when each is due, where it is carried out, and how it ended. */
@NullMarked
package rhizome.grid.task;

import org.jspecify.annotations.NullMarked;
