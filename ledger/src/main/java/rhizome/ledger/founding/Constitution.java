package rhizome.ledger.founding;

import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.hash.Hash;

/**
 * What all who follow a chain have to have the same: how it begins, and what it asks of blocks. Its
 * name covers the beginning only, so a change of rules is no other chain.
 */
public record Constitution(Genesis genesis, RuleBook rules) {

  public Hash chain() {
    return genesis.chain();
  }
}
