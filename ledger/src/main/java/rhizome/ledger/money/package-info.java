/** Amounts: natural numbers of units that never overflow silently. */
@NullMarked
package rhizome.ledger.money;

import org.jspecify.annotations.NullMarked;
