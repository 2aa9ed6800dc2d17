/**
 * YAML 1.2 as a tree in which every piece knows its place, and what is wrong in a text. Knows
 * nothing of what the keys mean.
 */
@NullMarked
package rhizome.blueprints.tree;

import org.jspecify.annotations.NullMarked;
