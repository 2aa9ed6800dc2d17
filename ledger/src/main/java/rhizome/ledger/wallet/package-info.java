/** Keys, what they hold on our own chain, and entries that spend it; no I/O and no chance. */
@NullMarked
package rhizome.ledger.wallet;

import org.jspecify.annotations.NullMarked;
