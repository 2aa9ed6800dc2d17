/** Ed25519 keys and signatures, and the wallet seed they are derived from. */
@NullMarked
package rhizome.ledger.key;

import org.jspecify.annotations.NullMarked;
