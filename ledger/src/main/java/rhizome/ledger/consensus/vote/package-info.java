/** What validators sign, how it is counted, and what it proves: a decision, or a misdeed. */
@NullMarked
package rhizome.ledger.consensus.vote;

import org.jspecify.annotations.NullMarked;
