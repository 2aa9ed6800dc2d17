/** Under which condition an output may be spent, what fulfils it, and whether it does. */
@NullMarked
package rhizome.ledger.condition;

import org.jspecify.annotations.NullMarked;
