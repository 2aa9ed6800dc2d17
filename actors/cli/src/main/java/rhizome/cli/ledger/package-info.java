/** Words on ledgers: ours, and the chains of the seed. */
@NullMarked
package rhizome.cli.ledger;

import org.jspecify.annotations.NullMarked;
