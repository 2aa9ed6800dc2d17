/** Where workloads can be reached, and what those who use them are told of it. */
@NullMarked
package rhizome.grid.endpoint;

import org.jspecify.annotations.NullMarked;
