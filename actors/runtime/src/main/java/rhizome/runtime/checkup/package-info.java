/** What can be observed of a running grid, gathered for whoever judges it. */
@NullMarked
package rhizome.runtime.checkup;

import org.jspecify.annotations.NullMarked;
