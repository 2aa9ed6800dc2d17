/**
 * The seed's transactions: their bytes, ids, signature hashes and the rules each must keep alone.
 */
@NullMarked
package rhizome.ledger.transaction;

import org.jspecify.annotations.NullMarked;
