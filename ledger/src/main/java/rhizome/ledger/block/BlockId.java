package rhizome.ledger.block;

import rhizome.ledger.hash.Hash;

public record BlockId(Hash hash) {

  /** The parent of the first block. */
  public static final BlockId NONE = new BlockId(Hash.ZERO);

  @Override
  public String toString() {
    return hash.hex();
  }
}
