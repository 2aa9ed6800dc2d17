/**
 * A small grid in one thread and virtual time: the real deciders, scripted agents, and a post that
 * delays, loses, repeats and reorders.
 */
@NullMarked
package rhizome.grid.world;

import org.jspecify.annotations.NullMarked;
