@NullMarked
package rhizome.runtime.node;

import org.jspecify.annotations.NullMarked;
