package rhizome.gateway.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.kernel.NodeId;

/**
 * Which boot of a node is the youngest that was heard of, here or at another door. A boot's age is
 * the moment of its first Welcome, by the clock of the gateway that gave it; the boot carries it
 * along. So nobody counts on the clocks of the machines, and all doors come to the same order.
 */
final class Claims {

  /** What one boot claims to be. */
  record Claim(String boot, long since) {

    boolean isYoungerThan(Claim other) {
      return since != other.since ? since > other.since : boot.compareTo(other.boot) > 0;
    }
  }

  private final Map<NodeId, Claim> youngest;

  /**
   * @param max nodes to remember; whose claim was not looked at for longest is forgotten
   */
  Claims(int max) {
    this.youngest =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<NodeId, Claim> eldest) {
            return size() > max;
          }
        };
  }

  /**
   * An agent is here. One that was never welcomed is younger than all that were.
   *
   * @param since what it says of its first Welcome, 0 if there was none
   * @param now by this gateway's clock, in milliseconds
   * @return its claim, or nothing if a younger boot is known
   */
  Optional<Claim> arrive(NodeId node, String boot, long since, long now) {
    Claim known = youngest.get(node);
    Claim claim = new Claim(boot, since == 0 ? born(boot, now, known) : Math.min(since, now));
    if (known != null && !known.boot.equals(boot) && known.isYoungerThan(claim)) {
      return Optional.empty();
    }
    youngest.put(node, claim);
    return Optional.of(claim);
  }

  private static long born(String boot, long now, @Nullable Claim known) {
    if (known == null) {
      return now;
    }
    return known.boot.equals(boot) ? known.since : Math.max(now, known.since + 1);
  }

  /** Another door took this claim; returns whether it is the youngest known. */
  boolean hear(NodeId node, Claim claim) {
    Claim known = youngest.get(node);
    if (known != null && !known.boot.equals(claim.boot) && known.isYoungerThan(claim)) {
      return false;
    }
    youngest.put(node, claim);
    return true;
  }
}
