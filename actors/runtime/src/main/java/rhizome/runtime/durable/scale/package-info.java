/** How scaling is stored. */
@NullMarked
package rhizome.runtime.durable.scale;

import org.jspecify.annotations.NullMarked;
