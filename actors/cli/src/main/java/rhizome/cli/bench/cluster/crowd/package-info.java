/** Nodes without machines, and what is said between them and their control member. */
@NullMarked
package rhizome.cli.bench.cluster.crowd;

import org.jspecify.annotations.NullMarked;
