package rhizome.ledger.consensus.world;

import java.util.List;

/** So much time after the network has healed, all who are honest have decided so many heights. */
public record Progress(long healed, long patience, int heights) {

  /** Whether there is nothing more to wait for; {@code heights} of the honest then and now. */
  public boolean isMade(long now, List<Long> then, List<Long> current) {
    for (int i = 0; i < current.size(); i++) {
      if (current.get(i) < then.stream().mapToLong(Long::longValue).max().orElse(0) + heights) {
        if (now > healed + patience) {
          throw new Violation(
              "no progress %d ms after healing: heights %s, and %s before"
                  .formatted(now - healed, current, then));
        }
        return false;
      }
    }
    return true;
  }
}
