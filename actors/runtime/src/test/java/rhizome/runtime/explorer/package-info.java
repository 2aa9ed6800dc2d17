/** Explorers beside validators that are played. */
@NullMarked
package rhizome.runtime.explorer;

import org.jspecify.annotations.NullMarked;
