/** What goes wrong, tested. */
@NullMarked
package rhizome.gateway.problem;

import org.jspecify.annotations.NullMarked;
