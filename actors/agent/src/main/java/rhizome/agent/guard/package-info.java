/**
 * The dead man's switch: what an agent may run is written down for a process outside its JVM, which
 * ends what is single when nobody renews it (ADR 0011).
 */
@NullMarked
package rhizome.agent.guard;

import org.jspecify.annotations.NullMarked;
