package rhizome.ledger.transaction;

import rhizome.ledger.condition.Fulfillment;

/** An output that is spent, of coins or of block stake, and what is shown for it. */
public record Input(OutputId parent, Fulfillment fulfillment) {}
