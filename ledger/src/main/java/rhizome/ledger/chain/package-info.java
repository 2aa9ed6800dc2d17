/**
 * Our own chain as bytes: entries, blocks, the beginning of a chain, and what they are called. Who
 * may do what is said in {@code state} (ADR 0033).
 */
@NullMarked
package rhizome.ledger.chain;

import org.jspecify.annotations.NullMarked;
