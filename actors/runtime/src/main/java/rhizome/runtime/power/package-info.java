/** The switches of machines: commands that operators configure, and how they are run. */
@NullMarked
package rhizome.runtime.power;

import org.jspecify.annotations.NullMarked;
