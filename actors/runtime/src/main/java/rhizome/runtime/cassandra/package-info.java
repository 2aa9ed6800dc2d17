/**
 * The shared journal of a cluster: Cassandra behind a fence against stale writers, and a Cassandra
 * of our own for tests and for trying.
 */
@NullMarked
package rhizome.runtime.cassandra;

import org.jspecify.annotations.NullMarked;
