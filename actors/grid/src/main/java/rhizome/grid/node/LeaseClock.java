package rhizome.grid.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The lease of one boot, on the node's own clock: it runs from the sending of the newest heartbeat
 * that was answered, so that however long the answer took, nobody who heard that heartbeat can
 * count less. What ran out is never renewed; it takes a new boot (ADR 0011). Times are of a clock
 * that only runs forward, counted from any moment.
 */
public final class LeaseClock {

  /** Heartbeats of one lease; what is older could renew nothing. */
  static final int SENT_MAX = 64;

  private record Sent(long number, Duration at) {}

  private final Duration lease;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private Duration end;
  private boolean answered;

  /** A boot that begins now has a lease's time to be answered for the first time. */
  public LeaseClock(Duration lease, Duration now) {
    this.lease = lease;
    this.end = now.plus(lease);
  }

  /** The heartbeat of this number, higher than any before, leaves now. */
  public void sent(long number, Duration now) {
    sent.addLast(new Sent(number, now));
    if (sent.size() > SENT_MAX) {
      sent.removeFirst();
    }
  }

  /**
   * A heartbeat was answered. Answers until when the lease runs now; empty when it is over, or does
   * not run longer by this.
   */
  public Optional<Duration> renewed(long number, Duration now) {
    if (isOver(now)) {
      return Optional.empty();
    }
    while (!sent.isEmpty() && sent.getFirst().number < number) {
      sent.removeFirst();
    }
    if (sent.isEmpty() || sent.getFirst().number != number) {
      return Optional.empty();
    }
    Duration later = sent.removeFirst().at.plus(lease);
    if (answered && later.compareTo(end) <= 0) {
      return Optional.empty();
    }
    answered = true;
    end = later;
    return isOver(now) ? Optional.empty() : Optional.of(end);
  }

  /** Whether this boot went without an answer for a whole lease. */
  public boolean isOver(Duration now) {
    return now.compareTo(end) >= 0;
  }

  /** Whether any heartbeat of this boot was answered. */
  public boolean isAnswered() {
    return answered;
  }

  public Duration end() {
    return end;
  }
}
