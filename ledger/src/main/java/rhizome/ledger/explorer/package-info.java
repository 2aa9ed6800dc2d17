/** What people look up in a ledger: by address, by block and by entry. */
@NullMarked
package rhizome.ledger.explorer;

import org.jspecify.annotations.NullMarked;
