package rhizome.grid.notice;

import java.util.Locale;

/** What a notice can be about; the words are stable on the wire. */
public enum Topic {
  WORKLOAD_PARKED(Severity.CRITICAL),
  NODE_SUSPECT(Severity.WARNING),
  NODE_LOST(Severity.ERROR),
  ZONE_FROZEN(Severity.CRITICAL),
  /** A change goes no further, and what it is to go back to is not known. */
  ROLLOUT_STALLED(Severity.CRITICAL),
  /** A robot gave a change up. */
  ROLLOUT_REVERTED(Severity.ERROR);

  private final Severity severity;

  Topic(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** As {@code workload-parked}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
