@NullMarked
package rhizome.runtime.archive;

import org.jspecify.annotations.NullMarked;
