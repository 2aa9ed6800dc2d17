package rhizome.runtime.kubernetes;

import java.time.Instant;
import java.util.Optional;

/**
 * What the API had of a lease.
 *
 * @param entry nothing if the lease was never made
 * @param now the API's clock, in whole seconds
 */
record Reading(Optional<Entry> entry, Instant now) {

  /**
   * A lease as it was.
   *
   * @param version changes with each write; who writes names the one it has read
   */
  record Entry(String version, Terms terms) {}
}
