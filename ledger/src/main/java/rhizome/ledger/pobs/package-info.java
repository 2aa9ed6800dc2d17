/** Proof of block stake: the seed's lottery, read to check its chains and never to make one. */
@NullMarked
package rhizome.ledger.pobs;

import org.jspecify.annotations.NullMarked;
