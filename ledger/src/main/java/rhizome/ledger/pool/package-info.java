/** Entries that wait for a block, of which no two want the same (ADR 0035). */
@NullMarked
package rhizome.ledger.pool;

import org.jspecify.annotations.NullMarked;
