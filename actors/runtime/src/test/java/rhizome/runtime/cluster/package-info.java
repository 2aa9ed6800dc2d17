@NullMarked
package rhizome.runtime.cluster;

import org.jspecify.annotations.NullMarked;
