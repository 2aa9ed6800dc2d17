/** What a workload uses, and the numbers it publishes. */
@NullMarked
package rhizome.agent.gauge;

import org.jspecify.annotations.NullMarked;
