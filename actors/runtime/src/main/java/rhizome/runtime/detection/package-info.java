/** How a lost member is noticed, and when it is decided upon (docs/adr/0013 and 0042). */
@NullMarked
package rhizome.runtime.detection;

import org.jspecify.annotations.NullMarked;
