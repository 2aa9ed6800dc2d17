/**
 * Stake that is bonded to validators: what it earns, how long it answers, and who votes in which
 * epoch. Values and arithmetic; entries and blocks meet them in {@code state} (ADR 0036).
 */
@NullMarked
package rhizome.ledger.chain.stake;

import org.jspecify.annotations.NullMarked;
