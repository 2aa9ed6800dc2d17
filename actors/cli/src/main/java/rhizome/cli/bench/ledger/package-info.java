/** What the ledger does on this machine: transfers a second, time to finality, what they cost. */
@NullMarked
package rhizome.cli.bench.ledger;

import org.jspecify.annotations.NullMarked;
