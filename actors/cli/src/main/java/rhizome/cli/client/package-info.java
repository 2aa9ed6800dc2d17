/** The operator's side of the HTTP API. */
@NullMarked
package rhizome.cli.client;

import org.jspecify.annotations.NullMarked;
