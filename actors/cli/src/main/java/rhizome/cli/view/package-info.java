/** Answers of the grid as text for people. */
@NullMarked
package rhizome.cli.view;

import org.jspecify.annotations.NullMarked;
