/** How many replicas a service may have, and by which numbers that follows its load. */
@NullMarked
package rhizome.blueprints.scale;

import org.jspecify.annotations.NullMarked;
