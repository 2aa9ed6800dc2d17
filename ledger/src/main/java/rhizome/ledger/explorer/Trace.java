package rhizome.ledger.explorer;

import java.util.Optional;
import rhizome.ledger.chain.Holding;

/**
 * What is known of an output. What was made or spent before the history begins is not known, and so
 * may be what it was worth.
 *
 * @param stake whether it is of stake; else of coins
 */
public record Trace(
    boolean stake, Optional<Holding> holding, Optional<Spot> made, Optional<Spot> spent) {}
