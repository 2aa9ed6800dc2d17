/**
 * The world the pure deciders live in: persistent, sharded, recovering actors on Akka. Everything
 * that needs a clock, a thread, a disk or a socket is here or in the agent, and nowhere else.
 */
@NullMarked
package rhizome.runtime;

import org.jspecify.annotations.NullMarked;
