package rhizome.grid.node;

import java.time.Duration;

/**
 * On what terms a node holds what is single.
 *
 * @param lease how long from the sending of a heartbeat that was answered; then the node ends it
 * @param margin how much longer others wait before they take the lease for over: it covers the
 *     ending of the processes and the drift of clocks
 */
public record LeaseTerms(FenceMode mode, Duration lease, Duration margin) {

  /** The ending of many processes takes that long, and two clocks may run apart a little. */
  public static final Duration MARGIN_MIN = Duration.ofMillis(100);

  /** No lease at all. */
  public static final LeaseTerms NONE =
      new LeaseTerms(FenceMode.OFF, Duration.ofSeconds(3), Duration.ofMillis(400));

  public LeaseTerms {
    if (!lease.isPositive()) {
      throw new IllegalArgumentException("a lease must be positive, not " + lease);
    }
    if (margin.compareTo(MARGIN_MIN) < 0) {
      throw new IllegalArgumentException(
          "the margin of a lease must be at least %s, not %s".formatted(MARGIN_MIN, margin));
    }
  }

  public LeaseTerms with(FenceMode other) {
    return new LeaseTerms(other, lease, margin);
  }

  /** Silence after which nobody of that node can run what is single. */
  public Duration silence() {
    return lease.plus(margin);
  }
}
