/** What is legal in a blueprint but unwise, each kind under a name of its own. */
@NullMarked
package rhizome.blueprints.lint;

import org.jspecify.annotations.NullMarked;
