/** The blueprint language: text in, a valid model or errors with line and column out. */
@NullMarked
package rhizome.blueprints;

import org.jspecify.annotations.NullMarked;
