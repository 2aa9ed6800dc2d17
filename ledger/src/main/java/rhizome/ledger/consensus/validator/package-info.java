/**
 * Who votes with what power, who proposes, and the beacon that the draw of proposers comes from.
 */
@NullMarked
package rhizome.ledger.consensus.validator;

import org.jspecify.annotations.NullMarked;
