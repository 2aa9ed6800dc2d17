package rhizome.ledger.consensus.world;

import java.util.Map;
import java.util.TreeMap;
import rhizome.ledger.hash.Hash;

/** No two honest validators decide differently at one height. */
public final class Agreement {

  private final Map<Long, Hash> decided = new TreeMap<>();

  public void decided(int who, long height, Hash value) {
    Hash before = decided.putIfAbsent(height, value);
    if (before != null && !before.equals(value)) {
      throw new Violation(
          "fork at height %d: validator %d decides %s, another did %s"
              .formatted(height, who, value, before));
    }
  }
}
