package rhizome.gateway.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.workload.Status;
import rhizome.kernel.WorkloadId;

/** A robot's events in a person's words. */
final class RobotSentences {

  private RobotSentences() {}

  static Entry of(Event event) {
    return switch (event) {
      case Targeted(var blueprint, long generation, var by, var at) ->
          of(at, "targeted", targeted(blueprint, generation, by));
      case Observed o -> of(o.at(), "observed", observed(o));
      case Elapsed(var at) -> of(at, "elapsed", "looks again at what depends on time");
      case Granted(var workloads, var at) -> of(at, "granted", granted(workloads));
      case Spared(var workload, var at) ->
          of(at, "spared", workload + " may be taken away for a while");
      case Stalled s -> of(s.at(), "stalled", stalled(s));
      case Promoted(var services, var by, var at) ->
          of(at, "promoted", "%s may follow, says %s".formatted(String.join(", ", services), by));
      case Discarded(var workload, var by, var at) ->
          of(at, "discarded", "%s is missed no more, says %s".formatted(workload, by));
      case Reaffirmed(var workload, _, var at) ->
          of(at, "reaffirmed", workload + " says the same again");
      case TableConfirmed(var workload, long revision, var at) ->
          of(at, "table-confirmed", told(workload, revision));
      case Led(var service, var leading, var at) ->
          of(
              at,
              "led",
              "%s#%d leads, in term %d"
                  .formatted(service, leading.leader().slot(), leading.leader().term()));
      case JobStarted j -> of(j.at(), "job-started", started(j));
      case JobSkipped j -> of(j.at(), "job-skipped", skipped(j));
      case JobEnded j -> of(j.at(), "job-ended", ended(j));
      case Scaled s ->
          of(
              s.at(),
              "scaled",
              "%s from %d to %d, by %s%s"
                  .formatted(
                      s.service(),
                      s.from(),
                      s.to(),
                      s.by(),
                      s.why().isEmpty() ? "" : ": " + s.why()));
      case Destroyed(_, var by, var at) -> of(at, "destroyed", "to be taken down, says " + by);
    };
  }

  private static String targeted(Blueprint blueprint, long generation, String by) {
    int workloads = blueprint.services().stream().mapToInt(Service::replicas).sum();
    return "aims at generation %d, by %s: %s in %s"
        .formatted(
            generation,
            by,
            count(workloads, "workload"),
            count(blueprint.services().size(), "service"));
  }

  private static String observed(Observed o) {
    String detail = o.detail().isEmpty() ? "" : " (" + o.detail() + ")";
    return "%s is %s%s".formatted(o.workload(), word(o.status()), detail);
  }

  private static String granted(List<WorkloadId> workloads) {
    return workloads.size() == 1
        ? workloads.getFirst() + " may give way to its new form"
        : "%s and %d more may give way to their new form"
            .formatted(workloads.getFirst(), workloads.size() - 1);
  }

  private static String stalled(Stalled s) {
    return s.backTo() == 0
        ? "%s needs a human: %s".formatted(s.service(), s.why())
        : "gives up, and goes back to generation %d: %s: %s"
            .formatted(s.backTo(), s.service(), s.why());
  }

  private static String told(WorkloadId workload, long revision) {
    return revision == 0
        ? workload + " has no list of the endpoints it uses"
        : "%s knows the endpoints it uses, as of change %d".formatted(workload, revision);
  }

  private static String started(JobStarted j) {
    String why = j.due().map(due -> "due " + due).orElse("asked for by " + j.by());
    return "%s: run %d starts, %s".formatted(j.service(), j.run(), why);
  }

  private static String skipped(JobSkipped j) {
    return j.count() == 1
        ? "%s: no run for what was due %s: %s".formatted(j.service(), j.last(), j.why())
        : "%s: no runs for %s%d due times until %s: %s"
            .formatted(
                j.service(),
                j.count() == Schedule.COUNT_MAX ? "at least " : "",
                j.count(),
                j.last(),
                j.why());
  }

  private static String ended(JobEnded j) {
    String how = j.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "%s: run %d %s: %s".formatted(j.service(), j.run(), how, j.detail());
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static Entry of(Instant at, String event, String sentence) {
    return new Entry(at, event, sentence, 0, 0, List.of());
  }
}
