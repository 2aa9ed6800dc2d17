package rhizome.cli.chaos.faults;

import java.time.Duration;
import java.util.List;

/**
 * One thing that goes wrong, and is undone.
 *
 * @param hosts where
 * @param pause from the end of what went wrong before
 * @param lasts until it is undone
 */
public record Fault(Kind kind, List<String> hosts, Duration pause, Duration lasts) {

  public Fault {
    hosts = List.copyOf(hosts);
    if (pause.isNegative() || lasts.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + kind);
    }
  }

  @Override
  public String toString() {
    return hosts.isEmpty() ? kind.words() : kind.words() + ": " + String.join(", ", hosts);
  }
}
