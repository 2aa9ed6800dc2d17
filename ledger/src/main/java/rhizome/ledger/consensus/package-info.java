/** The agreement of validators on one block for each height, as a pure table (ADR 0032). */
@NullMarked
package rhizome.ledger.consensus;

import org.jspecify.annotations.NullMarked;
