/** One shell that makes any decider a persistent, sharded, recovering actor. */
@NullMarked
package rhizome.runtime.entity;

import org.jspecify.annotations.NullMarked;
