package rhizome.ledger.chain.state;

import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Weighed;
import rhizome.ledger.chain.stake.Bond;

/**
 * An output that nobody spent; made at one height, and not to be spent before another. Coins are
 * never bonded.
 */
public record Unspent(Holding holding, long since, long matures, Bond bond) implements Weighed {

  public Unspent(Holding holding, long since, long matures) {
    this(holding, since, matures, Bond.NONE);
  }

  @Override
  public long weight() {
    return holding.units();
  }
}
