/** The server's side of the command line: members, agents and the API, put together. */
@NullMarked
package rhizome.cli.host;

import org.jspecify.annotations.NullMarked;
