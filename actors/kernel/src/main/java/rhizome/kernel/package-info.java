/**
 * What every core is made of: deciders for entities, machines for protocols, ids, and chance as an
 * argument. Sees nothing but the JDK; no clock, no randomness, no threads, no I/O.
 */
@NullMarked
package rhizome.kernel;

import org.jspecify.annotations.NullMarked;
