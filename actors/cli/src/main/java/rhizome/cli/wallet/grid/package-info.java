/** What a grid says of a wallet, and entries on their way into a block. */
@NullMarked
package rhizome.cli.wallet.grid;

import org.jspecify.annotations.NullMarked;
