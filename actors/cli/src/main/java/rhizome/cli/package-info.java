/** The {@code rhizome} command, and the one place where all modules are wired together. */
@NullMarked
package rhizome.cli;

import org.jspecify.annotations.NullMarked;
