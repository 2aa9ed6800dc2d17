/** What one who holds a header, or a set of validators, can be shown of a chain (ADR 0037). */
@NullMarked
package rhizome.ledger.light;

import org.jspecify.annotations.NullMarked;
