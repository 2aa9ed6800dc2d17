/** What an agent writes down of each workload, so that the next agent can go on where it ended. */
@NullMarked
package rhizome.agent.handle;

import org.jspecify.annotations.NullMarked;
