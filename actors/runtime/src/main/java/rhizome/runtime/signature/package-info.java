/** Code of this machine's own that looks at signatures, if there is any. */
@NullMarked
package rhizome.runtime.signature;

import org.jspecify.annotations.NullMarked;
