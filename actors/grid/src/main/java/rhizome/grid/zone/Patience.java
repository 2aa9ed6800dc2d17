package rhizome.grid.zone;

import java.time.Duration;

/**
 * The two speeds at which a silent node is given up (ADR 0012).
 *
 * @param suspectAfter silence after which a node gets nothing new, and loses what may overlap
 * @param expireAfter silence after which its lease is over whatever clock one believes, and it
 *     loses all
 */
public record Patience(Duration suspectAfter, Duration expireAfter) {

  /**
   * Times {@code expireAfter} granted to a node that this zone, itself just started, never heard.
   */
  public static final int UNHEARD_LEASES = 4;

  public Patience {
    if (!suspectAfter.isPositive() || expireAfter.compareTo(suspectAfter) < 0) {
      throw new IllegalArgumentException(
          "rhizome.grid.suspect-after must be positive and not longer than lease, not "
              + suspectAfter);
    }
  }

  Duration unheard() {
    return expireAfter.multipliedBy(UNHEARD_LEASES);
  }
}
