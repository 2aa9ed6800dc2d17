@NullMarked
package rhizome.runtime.detection;

import org.jspecify.annotations.NullMarked;
