/** A small grid in memory, made of the real deciders, and tests of the door before it. */
@NullMarked
package rhizome.gateway;

import org.jspecify.annotations.NullMarked;
