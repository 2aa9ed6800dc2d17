@NullMarked
package rhizome.runtime.journal;

import org.jspecify.annotations.NullMarked;
