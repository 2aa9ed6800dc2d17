@NullMarked
package rhizome.runtime.zone;

import org.jspecify.annotations.NullMarked;
