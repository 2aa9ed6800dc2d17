package rhizome.ledger.wallet;

import java.util.Optional;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;

/**
 * A condition whose outputs a wallet looks for beside those of its own addresses.
 *
 * @param secret of a swap, where somebody wanted it kept
 */
public record Watched(Condition condition, Optional<Hash> secret) {

  public Watched(Condition condition) {
    this(condition, Optional.empty());
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "what is under " + condition;
  }
}
