/** Validators, honest and not, on a bad network in virtual time, and who looks at what they do. */
@NullMarked
package rhizome.ledger.consensus.world;

import org.jspecify.annotations.NullMarked;
