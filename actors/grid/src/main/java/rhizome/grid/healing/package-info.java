/** How a failure is answered: the first restart at once, later ones slower, then elsewhere. */
@NullMarked
package rhizome.grid.healing;

import org.jspecify.annotations.NullMarked;
