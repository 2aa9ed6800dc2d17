/** {@code rhizome secret}: what blueprints name and never contain. */
@NullMarked
package rhizome.cli.secret;

import org.jspecify.annotations.NullMarked;
