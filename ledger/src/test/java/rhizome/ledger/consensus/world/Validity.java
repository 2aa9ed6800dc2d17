package rhizome.ledger.consensus.world;

import java.util.Set;
import java.util.TreeSet;
import rhizome.ledger.hash.Hash;

/** What is decided was proposed at that height, and is valid. */
public final class Validity {

  private final Set<String> proposed = new TreeSet<>();
  private final Set<Hash> invalid = new TreeSet<>();

  public void proposed(long height, Hash value) {
    proposed.add(height + " " + value);
  }

  public void isInvalid(Hash value) {
    invalid.add(value);
  }

  public boolean isValid(Hash value) {
    return !invalid.contains(value);
  }

  public void decided(int who, long height, Hash value) {
    if (invalid.contains(value)) {
      throw new Violation(
          "validator %d decides what is not valid, %s at %d".formatted(who, value, height));
    }
    if (!proposed.contains(height + " " + value)) {
      throw new Violation(
          "validator %d decides what nobody proposed, %s at %d".formatted(who, value, height));
    }
  }
}
