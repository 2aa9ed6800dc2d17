/** The word about notices: what is open, what did not arrive, and whether a test does. */
@NullMarked
package rhizome.cli.notify;

import org.jspecify.annotations.NullMarked;
