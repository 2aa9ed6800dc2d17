@NullMarked
package rhizome.runtime.log.segment;

import org.jspecify.annotations.NullMarked;
