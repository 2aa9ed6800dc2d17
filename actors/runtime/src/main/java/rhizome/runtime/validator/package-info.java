/** Validators as persistent actors, pinned to their host: the shell around a replica. */
@NullMarked
package rhizome.runtime.validator;

import org.jspecify.annotations.NullMarked;
