/** The durable form of every event and snapshot: Protobuf, so that old journals stay readable. */
@NullMarked
package rhizome.runtime.durable;

import org.jspecify.annotations.NullMarked;
