/** Coins that several have together. */
@NullMarked
package rhizome.cli.wallet.shared;

import org.jspecify.annotations.NullMarked;
