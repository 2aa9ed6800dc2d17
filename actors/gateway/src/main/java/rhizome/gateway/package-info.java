/** The door of a grid: its HTTP API on loopback, for whoever holds the operator's token. */
@NullMarked
package rhizome.gateway;

import org.jspecify.annotations.NullMarked;
