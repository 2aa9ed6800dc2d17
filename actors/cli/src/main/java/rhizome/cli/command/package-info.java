/** The words of the command line, one class each. */
@NullMarked
package rhizome.cli.command;

import org.jspecify.annotations.NullMarked;
