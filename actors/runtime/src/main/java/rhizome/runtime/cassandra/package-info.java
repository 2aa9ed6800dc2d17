/** The shared journal of a cluster: Cassandra behind a fence against stale writers. */
@NullMarked
package rhizome.runtime.cassandra;

import org.jspecify.annotations.NullMarked;
