/** What happens to members and nodes while nothing fails but the machine is busy. */
@NullMarked
package rhizome.cli.bench.cluster.soak;

import org.jspecify.annotations.NullMarked;
