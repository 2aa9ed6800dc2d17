@NullMarked
package rhizome.runtime.wire;

import org.jspecify.annotations.NullMarked;
