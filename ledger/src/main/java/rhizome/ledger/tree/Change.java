package rhizome.ledger.tree;

import java.util.Optional;
import rhizome.ledger.hash.Hash;

/** What is to stand under a key from now on: a value, or nothing. */
public record Change(Hash key, Optional<Hash> value) {

  public static Change put(Hash key, Hash value) {
    return new Change(key, Optional.of(value));
  }

  /** To remove what is not there changes nothing. */
  public static Change remove(Hash key) {
    return new Change(key, Optional.empty());
  }
}
