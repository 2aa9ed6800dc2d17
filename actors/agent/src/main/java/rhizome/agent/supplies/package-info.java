/** Puts into a workload's folder what it is given beside its program. */
@NullMarked
package rhizome.agent.supplies;

import org.jspecify.annotations.NullMarked;
