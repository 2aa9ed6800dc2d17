/** The zone as an actor: who is there, what is free, and which agent to tell. In memory only. */
@NullMarked
package rhizome.runtime.zone;

import org.jspecify.annotations.NullMarked;
