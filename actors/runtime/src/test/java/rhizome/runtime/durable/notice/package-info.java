@NullMarked
package rhizome.runtime.durable.notice;

import org.jspecify.annotations.NullMarked;
