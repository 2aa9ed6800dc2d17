/**
 * One validator's whole core: agreement, the ledger, its root, and how it catches up (ADR 0037).
 */
@NullMarked
package rhizome.ledger.replica;

import org.jspecify.annotations.NullMarked;
