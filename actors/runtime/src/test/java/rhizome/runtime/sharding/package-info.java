@NullMarked
package rhizome.runtime.sharding;

import org.jspecify.annotations.NullMarked;
