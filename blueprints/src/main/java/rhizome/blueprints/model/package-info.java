/**
 * What a blueprint says, once it is known to be valid. These records are what robots store, what
 * travels to agents, and what the simulator runs; they refuse to exist in an invalid shape.
 */
@NullMarked
package rhizome.blueprints.model;

import org.jspecify.annotations.NullMarked;
