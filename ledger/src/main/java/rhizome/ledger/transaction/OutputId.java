package rhizome.ledger.transaction;

import rhizome.ledger.hash.Hash;

/** Of an output of coins, or of one of block stake; no two outputs of either kind share one. */
public record OutputId(Hash hash) {

  @Override
  public String toString() {
    return hash.hex();
  }
}
