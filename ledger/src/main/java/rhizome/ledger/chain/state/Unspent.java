package rhizome.ledger.chain.state;

import rhizome.ledger.chain.Holding;

/** An output that nobody spent; made at one height, and not to be spent before another. */
public record Unspent(Holding holding, long since, long matures) implements Trie.Weighed {

  @Override
  public long weight() {
    return holding.units();
  }
}
