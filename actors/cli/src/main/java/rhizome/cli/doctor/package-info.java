/** Looks a running grid over and names the remedy for whatever is wrong with it. */
@NullMarked
package rhizome.cli.doctor;

import org.jspecify.annotations.NullMarked;
