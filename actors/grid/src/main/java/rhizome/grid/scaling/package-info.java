/** How many replicas the load of a service asks for (ADR 0027). */
@NullMarked
package rhizome.grid.scaling;

import org.jspecify.annotations.NullMarked;
