package rhizome.cli.chain;

import java.nio.file.Path;

/** What lies where of a chain, in the data folder of a grid. */
public record ChainFolder(Path path) {

  public static ChainFolder in(Path data) {
    return new ChainFolder(data.resolve("ledger"));
  }

  /** How the chain begins, and its rules. */
  public Path constitution() {
    return path.resolve("chain.json");
  }

  /** One file for each validator that runs here. */
  public Path keys() {
    return path.resolve("keys");
  }

  /** What opens keys and treasury of a chain that is there to try things. */
  public Path passphrase() {
    return path.resolve("passphrase");
  }

  /** The wallet that has the coins of a chain that is there to try things. */
  public Path treasury() {
    return path.resolve("treasury.json");
  }

  /** What validators here have written down. */
  public Path log() {
    return path.resolve("log");
  }
}
