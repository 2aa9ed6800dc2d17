/** Signing on a machine that no grid needs to reach, and sending what was signed there. */
@NullMarked
package rhizome.cli.wallet.paper;

import org.jspecify.annotations.NullMarked;
