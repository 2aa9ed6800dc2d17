/** BLAKE2b-256, its value, and Merkle roots as the seed makes them. */
@NullMarked
package rhizome.ledger.hash;

import org.jspecify.annotations.NullMarked;
