/**
 * Money, stake and consensus: codec, transaction, condition, chain, contract and wallet come to
 * live here. Nothing stands here yet but the rule that this core sees no clock, chance or I/O.
 */
@NullMarked
package rhizome.ledger;

import org.jspecify.annotations.NullMarked;
