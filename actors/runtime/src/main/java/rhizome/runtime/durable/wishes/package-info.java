/** Where a workload shall be placed, in the journal and on the wire to edge agents. */
@NullMarked
package rhizome.runtime.durable.wishes;

import org.jspecify.annotations.NullMarked;
