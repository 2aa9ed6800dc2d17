@NullMarked
package rhizome.runtime.durable;

import org.jspecify.annotations.NullMarked;
