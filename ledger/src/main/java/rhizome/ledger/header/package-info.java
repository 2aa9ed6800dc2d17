/**
 * What validators agree on: headers, and the root of all that a chain holds after a block (ADR
 * 0037).
 */
@NullMarked
package rhizome.ledger.header;

import org.jspecify.annotations.NullMarked;
