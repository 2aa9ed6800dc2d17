/** Where services can be reached. */
@NullMarked
package rhizome.cli.endpoint;

import org.jspecify.annotations.NullMarked;
