/** The stories, tested. */
@NullMarked
package rhizome.gateway.timeline;

import org.jspecify.annotations.NullMarked;
