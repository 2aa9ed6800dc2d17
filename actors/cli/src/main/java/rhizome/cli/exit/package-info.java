/** How a command ends: its code, and the trouble behind a bad one. */
@NullMarked
package rhizome.cli.exit;

import org.jspecify.annotations.NullMarked;
