/** Requests and answers, tested. */
@NullMarked
package rhizome.gateway.http;

import org.jspecify.annotations.NullMarked;
