package rhizome.cli.bench.cluster.soak;

import java.util.Arrays;
import java.util.Optional;

/** What should happen to nobody as long as nothing fails. */
public enum Mishap {
  SUSPECTED("suspected", "nodes"),
  LOST("lost", "nodes"),
  /** As a member says of one that it has not heard for too long. */
  UNREACHABLE("unreachable", "members", "Marking node as UNREACHABLE ["),
  /** By the others, or by itself, because it had no footing. */
  DOWNED("downed", "members", "SBR took decision ", ": ends this membership, and joins again"),
  /** An agent was without an answer for a whole lease. */
  LEASE_OVER("leases-over", "leases", "no answer for a whole lease: "),
  FROZEN("freezes", "freezes"),
  TOUCHED("touched", "programs"),
  /** Told by the grid too fast, so that the others may be more. */
  UNSEEN("unseen", "events");

  private final String word;
  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final String[] signs;

  Mishap(String word, String unit, String... signs) {
    this.word = word;
    this.unit = unit;
    this.signs = signs;
  }

  public String word() {
    return word;
  }

  /** What is counted. */
  public String unit() {
    return unit;
  }

  /** That of which this line of a member's or a node's log is a sign. */
  static Optional<Mishap> inLog(String line) {
    return Arrays.stream(values())
        .filter(mishap -> Arrays.stream(mishap.signs).anyMatch(line::contains))
        .findFirst();
  }

  /** That which an event of a node stands for, by its name in the API. */
  static Optional<Mishap> inEvent(String event) {
    return switch (event) {
      case "suspected" -> Optional.of(SUSPECTED);
      case "lost" -> Optional.of(LOST);
      default -> Optional.empty();
    };
  }
}
