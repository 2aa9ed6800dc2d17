/**
 * Money, stake and consensus. What stands here so far is the seed's: its data byte for byte, and
 * the check of its chains. This core sees no clock, chance or I/O.
 */
@NullMarked
package rhizome.ledger;

import org.jspecify.annotations.NullMarked;
