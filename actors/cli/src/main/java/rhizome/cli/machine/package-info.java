/** The words that take machines out of service and back, one class each. */
@NullMarked
package rhizome.cli.machine;

import org.jspecify.annotations.NullMarked;
