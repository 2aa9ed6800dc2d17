package rhizome.gateway.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import rhizome.blueprints.model.Resources;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Event.*;
import rhizome.kernel.WorkloadId;

/** A node's events in a person's words. */
final class NodeSentences {

  /** Workloads that one sentence names. */
  private static final int NAMED_MAX = 5;

  private NodeSentences() {}

  static Entry of(Event event) {
    return switch (event) {
      case Enrolled(var facts, _, var at) -> of(at, "enrolled", enrolled(facts), 0);
      case Lost(var cause, var at) -> because(at, "lost", "counts as lost", cause);
      case Reserved(var assignment, var at) ->
          of(at, "reserved", "keeps a place for " + assignment.workload(), assignment.epoch());
      case Releasing(var workload, long epoch, var at) ->
          of(at, "releasing", "stops " + workload, epoch);
      case Freed(var workload, long epoch, var at) ->
          of(at, "freed", "runs nothing of %s any more".formatted(workload), epoch);
      case Suspected(var cause, var at) -> because(at, "suspected", "may be gone", cause);
      case Cordoned(var by, var at) -> of(at, "cordoned", "takes nothing more, says " + by, 0);
      case Uncordoned(var by, var at) -> of(at, "uncordoned", "takes more again, says " + by, 0);
      case DrainBegun begun -> of(begun.at(), "drain-begun", drain(begun), 0);
      case DeadlinePassed(var at) ->
          of(at, "deadline-passed", "waits no longer: what is left there goes now", 0);
      case FellAsleep(var by, var why, var at) ->
          of(at, "fell-asleep", "to be powered down, says %s: %s".formatted(by, why), 0);
      case PoweredOff(var at) -> of(at, "powered-off", "is heard no more, as was wanted", 0);
      case WakeBegun begun -> of(begun.at(), "wake-begun", wake(begun), 0);
      case WakeFailed(var cause, var at) -> because(at, "wake-failed", "did not come up", cause);
      case Removed(var by, var at) -> of(at, "removed", "taken off the grid by " + by, 0);
      case Forgotten(var at) -> of(at, "forgotten", "no longer listed", 0);
      case Promised(var assignment, var victims, var at) ->
          of(
              at,
              "promised",
              "keeps the place of %s for %s, of higher priority"
                  .formatted(some(victims.keySet()), assignment.workload()),
              assignment.epoch());
    };
  }

  private static String some(Collection<WorkloadId> workloads) {
    String named =
        workloads.stream()
            .limit(NAMED_MAX)
            .map(WorkloadId::toString)
            .collect(Collectors.joining(", "));
    int more = workloads.size() - NAMED_MAX;
    return more > 0 ? named + " and " + more + " more" : named;
  }

  private static String drain(DrainBegun begun) {
    return "to be emptied, says %s: %d at once, within %s"
        .formatted(
            begun.by(), begun.atOnce(), Span.of(Duration.between(begun.at(), begun.deadline())));
  }

  private static String wake(WakeBegun begun) {
    String within = Span.of(Duration.between(begun.at(), begun.deadline()));
    return "to be powered up within %s, says %s: %s".formatted(within, begun.by(), begun.why());
  }

  private static String enrolled(Facts facts) {
    return "offers %s on %s in zone %s"
        .formatted(amount(facts.capacity()), facts.host(), facts.zone());
  }

  private static String amount(Resources resources) {
    return String.format(
        Locale.ROOT,
        "%.1f cores and %d MiB",
        (double) resources.cpuMillis() / 1000,
        resources.memoryBytes() >> 20);
  }

  private static Entry because(Instant at, String event, String what, Cause cause) {
    List<Link> because = Entry.links(cause);
    String sentence = what + WorkloadSentences.because(at, because);
    return new Entry(at, event, sentence, 0, 0, because);
  }

  private static Entry of(Instant at, String event, String sentence, long epoch) {
    return new Entry(at, event, sentence, epoch, 0, List.of());
  }
}
