/** What is to outlive a loss of power. */
@NullMarked
package rhizome.runtime.disk;

import org.jspecify.annotations.NullMarked;
