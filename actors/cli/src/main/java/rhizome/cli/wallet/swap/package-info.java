/** Coins for who knows a secret, or back to who offered them. */
@NullMarked
package rhizome.cli.wallet.swap;

import org.jspecify.annotations.NullMarked;
