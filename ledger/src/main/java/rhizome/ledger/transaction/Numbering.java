package rhizome.ledger.transaction;

import rhizome.ledger.codec.Encoding;

/** How a chain of the seed numbers its kinds of transactions, and what else differs with that. */
public enum Numbering {
  RIVCHAIN(177, 176),
  TFCHAIN(176, 177);

  static final int V0 = 0;
  static final int V1 = 1;
  static final int MINTER_DEFINITION = 128;
  static final int COIN_CREATION = 129;
  static final int COIN_DESTRUCTION = 130;

  private final int addressAuthorization;
  private final int authorityChange;

  Numbering(int addressAuthorization, int authorityChange) {
    this.addressAuthorization = addressAuthorization;
    this.authorityChange = authorityChange;
  }

  /** The version byte of a transaction. */
  public int version(Transaction transaction) {
    return switch (transaction) {
      case Transaction.V0 _ -> V0;
      case Transaction.V1 _ -> V1;
      case Transaction.MinterDefinition _ -> MINTER_DEFINITION;
      case Transaction.CoinCreation _ -> COIN_CREATION;
      case Transaction.CoinDestruction _ -> COIN_DESTRUCTION;
      case Transaction.AddressAuthorization _ -> addressAuthorization;
      case Transaction.AuthorityChange _ -> authorityChange;
    };
  }

  public int addressAuthorization() {
    return addressAuthorization;
  }

  public int authorityChange() {
    return authorityChange;
  }

  /** In which encoding versions 128 to 130 are written. */
  Encoding minting() {
    return switch (this) {
      case RIVCHAIN -> Encoding.RIVBIN;
      case TFCHAIN -> Encoding.SIABIN;
    };
  }

  /** Whether minters and the authority pay; where they do not, they must not. */
  boolean extensionsPay() {
    return switch (this) {
      case RIVCHAIN -> false;
      case TFCHAIN -> true;
    };
  }

  /** The encoding of all behind the version byte. */
  Encoding encoding(Transaction transaction) {
    return switch (transaction) {
      case Transaction.V0 _, Transaction.V1 _ -> Encoding.SIABIN;
      case Transaction.MinterDefinition _,
          Transaction.CoinCreation _,
          Transaction.CoinDestruction _ ->
          minting();
      case Transaction.AddressAuthorization _, Transaction.AuthorityChange _ -> Encoding.RIVBIN;
    };
  }
}
