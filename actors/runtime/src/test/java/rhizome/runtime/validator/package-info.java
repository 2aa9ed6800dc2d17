/** Validators on their host, with real timers and a disk that does as it is told. */
@NullMarked
package rhizome.runtime.validator;

import org.jspecify.annotations.NullMarked;
