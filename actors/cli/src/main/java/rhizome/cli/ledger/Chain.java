package rhizome.cli.ledger;

import rhizome.ledger.pobs.Parameters;

/** The chains of the seed that are known by name, and how the id of their first block begins. */
enum Chain {
  TFCHAIN("2e49ab79f65e115f"),
  TFCHAIN_TEST("76e55acb89d1a165"),
  RIVCHAIN("5a5a7e72064cd7d9"),
  RIVCHAIN_TEST("45d9833e83a1d59c"),
  RIVCHAIN_DEVNET("422aea8bb2ff9dcb");

  private final String genesis;

  Chain(String genesis) {
    this.genesis = genesis;
  }

  /** 16 hexadecimal digits, of 64. */
  String genesis() {
    return genesis;
  }

  Parameters parameters() {
    return switch (this) {
      case TFCHAIN -> Parameters.TFCHAIN_MAIN;
      case TFCHAIN_TEST -> Parameters.TFCHAIN_TEST;
      case RIVCHAIN -> Parameters.RIVCHAIN_STANDARD;
      case RIVCHAIN_TEST -> Parameters.RIVCHAIN_TEST;
      case RIVCHAIN_DEVNET -> Parameters.RIVCHAIN_DEVNET;
    };
  }
}
