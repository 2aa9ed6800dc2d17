/** How fast an agent heals, and how much it holds, measured on the machine it runs on. */
@NullMarked
package rhizome.agent.bench;

import org.jspecify.annotations.NullMarked;
