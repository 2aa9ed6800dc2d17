package rhizome.cli.chain;

import java.nio.file.Files;
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

  /** Whether there is one to take part in. */
  public boolean hasChain() {
    return Files.exists(constitution());
  }

  /** What the validator here has said of itself before there was a chain. */
  public Path candidacy() {
    return path.resolve("candidacy.json");
  }

  /** What somebody is known by who follows and has no key to vote with. */
  public Path follower() {
    return path.resolve("follower");
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
