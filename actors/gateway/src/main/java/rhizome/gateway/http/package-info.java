/** Requests and answers: the table of routes, and what stands behind each. */
@NullMarked
package rhizome.gateway.http;

import org.jspecify.annotations.NullMarked;
