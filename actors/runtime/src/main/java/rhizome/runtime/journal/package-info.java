/**
 * The embedded journal: one H2 file in the data folder, written through, locked against a second
 * process, and compared at every start with an independent mark of what was acknowledged.
 */
@NullMarked
package rhizome.runtime.journal;

import org.jspecify.annotations.NullMarked;
