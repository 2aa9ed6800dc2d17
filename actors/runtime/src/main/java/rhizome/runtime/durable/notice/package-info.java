/** What notices leave behind for good. */
@NullMarked
package rhizome.runtime.durable.notice;

import org.jspecify.annotations.NullMarked;
