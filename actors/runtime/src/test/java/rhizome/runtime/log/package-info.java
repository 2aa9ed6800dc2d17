@NullMarked
package rhizome.runtime.log;

import org.jspecify.annotations.NullMarked;
