@NullMarked
package rhizome.runtime.checkup;

import org.jspecify.annotations.NullMarked;
