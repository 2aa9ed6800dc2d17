/** A validator of this machine: its key, the chain it is a founder of, and its place on that. */
@NullMarked
package rhizome.cli.validator;

import org.jspecify.annotations.NullMarked;
