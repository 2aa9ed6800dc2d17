/** Files that lie beside a blueprint and are sent along with it. */
@NullMarked
package rhizome.cli.enclosure;

import org.jspecify.annotations.NullMarked;
