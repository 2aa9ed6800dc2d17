package rhizome.gateway.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Occasion;
import rhizome.grid.task.Task;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.Event.*;
import rhizome.grid.task.Ticket;
import rhizome.kernel.TaskId;

/** What happens to the runs of an action, in a person's words; what they print is not told. */
final class TaskSentences {

  private TaskSentences() {}

  static Entry of(TaskId task, Event event) {
    return switch (event) {
      case Scheduled(var schedule, var at) ->
          entry(at, "scheduled", "is due next at " + schedule.next(), 0);
      case Unscheduled(var at) -> entry(at, "unscheduled", "recurs no longer", 0);
      case Skipped(var due, var why, var at) ->
          entry(at, "skipped", "was due at %s and is left out: %s".formatted(due, why), 0);
      case Requested(long run, _, var slots, _, var by, _, var at) ->
          entry(
              at,
              "requested",
              "run %d is asked for by %s, beside %s".formatted(run, who(by), beside(task, slots)),
              0);
      case Prompted(long run, _, var occasion, var at) ->
          entry(
              at,
              "prompted",
              "run %d is due, for %s".formatted(run, happened(task, occasion)),
              epoch(occasion));
      case Started(var ticket, var lease, var at) ->
          entry(
              at,
              "started",
              "%s begins on %s".formatted(attempt(task, ticket), lease.node()),
              lease.epoch());
      case Ended(var ticket, var finding, var retryAt, var at) ->
          entry(
              at,
              finding.result().name().toLowerCase(Locale.ROOT).replace('_', '-'),
              attempt(task, ticket)
                  + " "
                  + told(finding)
                  + retryAt.map(next -> "; tried again " + in(at, next)).orElse(""),
              0);
      case Cancelled(long run, var by, var at) ->
          entry(at, "cancelled", "run %d shall end, says %s".formatted(run, by), 0);
    };
  }

  private static String happened(TaskId task, Occasion occasion) {
    return task.workload(occasion.slot())
        + switch (occasion.moment()) {
          case LEADS -> " leads its service";
          case READY -> " is ready";
          case UNWELL -> " was unwell, for the %s time".formatted(nth(occasion.number()));
        };
  }

  private static long epoch(Occasion occasion) {
    return occasion.moment() == Moment.UNWELL ? 0 : occasion.number();
  }

  private static String nth(long number) {
    boolean teen = number % 100 / 10 == 1;
    return number
        + switch ((int) (teen ? 0 : number % 10)) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }

  private static String who(String by) {
    return by.equals(Task.SCHEDULE) ? "the schedule" : by;
  }

  private static String beside(TaskId task, List<Integer> slots) {
    return slots.size() == 1
        ? task.workload(slots.getFirst()).toString()
        : RobotSentences.count(slots.size(), "workload");
  }

  private static String attempt(TaskId task, Ticket ticket) {
    return "attempt %d of run %d beside %s"
        .formatted(ticket.attempt(), ticket.run(), task.workload(ticket.slot()));
  }

  private static String told(Finding finding) {
    String detail = finding.detail().isEmpty() ? "" : ": " + finding.detail();
    return switch (finding.result()) {
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed" + detail;
      case TIMED_OUT -> "timed out" + detail;
      case LOST -> "is lost" + detail;
      case UNPLACED -> "found no place" + detail;
      case CANCELLED -> "was cancelled" + detail;
    };
  }

  private static String in(Instant now, Instant then) {
    Duration pause = Duration.between(now, then);
    return pause.isPositive() ? "in " + Span.of(pause) : "at once";
  }

  private static Entry entry(Instant at, String event, String sentence, long epoch) {
    return new Entry(at, event, sentence, epoch, 0, List.of());
  }
}
