/** Amounts of time, memory and processor as people write them. */
@NullMarked
package rhizome.blueprints.quantity;

import org.jspecify.annotations.NullMarked;
