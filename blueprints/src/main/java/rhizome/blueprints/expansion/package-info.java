/**
 * Templates and parameters, written out in the tree of a document before anybody reads it: {@link
 * rhizome.blueprints.expansion.Expansion}. See ADR 0017.
 */
@NullMarked
package rhizome.blueprints.expansion;

import org.jspecify.annotations.NullMarked;
