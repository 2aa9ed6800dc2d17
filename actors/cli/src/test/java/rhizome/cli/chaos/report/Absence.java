package rhizome.cli.chaos.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.History.Deed;
import rhizome.cli.chaos.history.History.Trouble;
import rhizome.cli.chaos.history.Life;

/**
 * A time in which a workload that ran before, and after, had no process, and nobody wished that.
 */
record Absence(String workload, Duration from, Duration to) {

  /** So long after a wish its effects may come: stopping takes time, and a roll-out has steps. */
  private static final Duration WISHED = Duration.ofSeconds(5);

  Duration lasted() {
    return to.minus(from);
  }

  /** All of a run, of what was wanted in the end. */
  static List<Absence> of(History history) {
    List<Absence> absences = new ArrayList<>();
    history
        .byWorkload()
        .forEach(
            (workload, lives) -> {
              if (history.wanted().contains(workload)) {
                absences.addAll(of(workload, lives));
              }
            });
    absences.removeIf(one -> history.deeds().stream().anyMatch(deed -> explains(deed, one)));
    return absences;
  }

  private static boolean explains(Deed deed, Absence one) {
    return one.workload.startsWith(deed.wish().robot() + "/")
        && deed.invoked().compareTo(one.from) <= 0
        && deed.answered().plus(WISHED).compareTo(one.from) >= 0;
  }

  private static List<Absence> of(String workload, List<Life> lives) {
    List<Absence> absences = new ArrayList<>();
    Duration reached = lives.getFirst().last();
    for (Life life : lives) {
      if (life.first().compareTo(reached) > 0) {
        absences.add(new Absence(workload, reached, life.first()));
      }
      reached = reached.compareTo(life.last()) > 0 ? reached : life.last();
    }
    return absences;
  }

  /** The longest that began while the fault lasted, or before the next one. */
  static Optional<Absence> longest(List<Absence> all, History history, Trouble trouble) {
    Duration until =
        history.troubles().stream()
            .map(Trouble::begun)
            .filter(begun -> begun.compareTo(trouble.begun()) > 0)
            .min(Comparator.naturalOrder())
            .orElse(history.end());
    Duration early = trouble.begun().minusMillis(50); // a sample may be older than the deed
    return all.stream()
        .filter(one -> one.from.compareTo(early) >= 0 && one.from.compareTo(until) < 0)
        .max(Comparator.comparing(Absence::lasted));
  }
}
