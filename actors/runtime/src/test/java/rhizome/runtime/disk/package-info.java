@NullMarked
package rhizome.runtime.disk;

import org.jspecify.annotations.NullMarked;
