/** Whom an output belongs to, in 33 bytes or 78 characters. */
@NullMarked
package rhizome.ledger.address;

import org.jspecify.annotations.NullMarked;
