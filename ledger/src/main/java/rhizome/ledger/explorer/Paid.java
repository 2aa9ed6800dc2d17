package rhizome.ledger.explorer;

import rhizome.ledger.chain.Holding;
import rhizome.ledger.transaction.OutputId;

/** Coins that a block pays, with what they are called from then on. */
public record Paid(OutputId id, Holding holding) {}
