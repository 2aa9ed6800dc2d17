package rhizome.ledger.transaction;

import rhizome.ledger.hash.Hash;

public record TransactionId(Hash hash) {

  @Override
  public String toString() {
    return hash.hex();
  }
}
