/** Secrets under a passphrase, as they lie in files. */
@NullMarked
package rhizome.ledger.keyfile;

import org.jspecify.annotations.NullMarked;
