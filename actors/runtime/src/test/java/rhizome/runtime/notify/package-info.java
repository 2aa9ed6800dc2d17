@NullMarked
package rhizome.runtime.notify;

import org.jspecify.annotations.NullMarked;
