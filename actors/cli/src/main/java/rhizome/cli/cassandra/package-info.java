/** A Cassandra for somebody who wants to try a cluster on one machine, and its schema anywhere. */
@NullMarked
package rhizome.cli.cassandra;

import org.jspecify.annotations.NullMarked;
