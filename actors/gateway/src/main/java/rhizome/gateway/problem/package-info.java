/** What went wrong, as RFC 9457 problem details. */
@NullMarked
package rhizome.gateway.problem;

import org.jspecify.annotations.NullMarked;
