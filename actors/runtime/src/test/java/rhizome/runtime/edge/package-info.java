@NullMarked
package rhizome.runtime.edge;

import org.jspecify.annotations.NullMarked;
