@NullMarked
package rhizome.runtime.feed;

import org.jspecify.annotations.NullMarked;
