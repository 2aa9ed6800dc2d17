/** The seed's blocks and headers: their bytes and ids. */
@NullMarked
package rhizome.ledger.block;

import org.jspecify.annotations.NullMarked;
