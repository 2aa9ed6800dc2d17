/** A whole grid on a real journal, with workshops that only pretend to run programs. */
@NullMarked
package rhizome.runtime.grid;

import org.jspecify.annotations.NullMarked;
