/** Looks at the load of services that are scaled, and says how many replicas it asks for. */
@NullMarked
package rhizome.runtime.scaling;

import org.jspecify.annotations.NullMarked;
