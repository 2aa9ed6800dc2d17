/** How letters reach their receivers: by webhook, and by mail. */
@NullMarked
package rhizome.runtime.notify;

import org.jspecify.annotations.NullMarked;
