/**
 * The seed's two binary encodings, siabin and rivbin: what is hashed, signed and sent is written
 * and read here. Reading is strict and bounded by what is there to be read.
 */
@NullMarked
package rhizome.ledger.codec;

import org.jspecify.annotations.NullMarked;
