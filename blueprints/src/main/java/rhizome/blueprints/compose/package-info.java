/** Docker compose files: what has a counterpart, and by name and place what has none. */
@NullMarked
package rhizome.blueprints.compose;

import org.jspecify.annotations.NullMarked;
