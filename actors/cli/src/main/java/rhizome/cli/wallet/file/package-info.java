/** What lies of wallets on this machine: keys, what is watched, and papers on their way. */
@NullMarked
package rhizome.cli.wallet.file;

import org.jspecify.annotations.NullMarked;
