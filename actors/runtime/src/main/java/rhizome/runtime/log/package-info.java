/**
 * A journal and a snapshot store for the few entities that stay on their host and write more than
 * others: the plugins {@code rhizome.ledger.journal} and {@code rhizome.ledger.snapshots}.
 */
@NullMarked
package rhizome.runtime.log;

import org.jspecify.annotations.NullMarked;
