/** What can be said of blueprints without a grid. */
@NullMarked
package rhizome.cli.language;

import org.jspecify.annotations.NullMarked;
