package rhizome.blueprints.syntax;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;

/** Reads that a service is to end, and when it runs. */
final class JobReader {

  /** What says something about a schedule, and nothing without one. */
  private static final List<String> OF_A_SCHEDULE =
      List.of("time-zone", "concurrency", "keep", "start-within");

  private final Problems problems;
  private final Values values;

  JobReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Job job(Node.Entry entry) {
    Fields fields = new Fields(Form.JOB, entry.value(), entry.key().at(), problems);
    Duration deadline = values.duration(fields, "deadline", Duration.ZERO);
    Job once = deadline.isPositive() ? new Job(Optional.of(deadline)) : Job.UNLIMITED;
    if (fields.entry("schedule").isEmpty()) {
      OF_A_SCHEDULE.forEach(key -> fields.entry(key).ifPresent(this::refuse));
      return once;
    }
    return once.at(schedule(fields));
  }

  /** How many replicas a service may have, seen its schedule. */
  void refuseReplicas(Fields fields, int replicas, Optional<Schedule> schedule) {
    if (replicas > 1 && schedule.isPresent()) {
      fields
          .entry("replicas")
          .ifPresent(
              entry ->
                  problems.add(
                      entry.value().at(), "a job with a schedule runs once at a time", "1, or 0"));
    }
  }

  private void refuse(Node.Entry entry) {
    problems.add(
        entry.key().at(),
        Words.quote(entry.key().text()) + " says nothing without 'schedule'",
        "'schedule' beside it, such as \"15 3 * * *\"");
  }

  private Optional<Schedule> schedule(Fields fields) {
    ZoneId zone = fields.get("time-zone").flatMap(this::zone).orElse(Schedule.ZONE_DEFAULT);
    Policy policy = fields.get("concurrency").flatMap(this::policy).orElse(Policy.FORBID);
    int keep = values.whole(fields, "keep", Schedule.KEEP_DEFAULT);
    Duration within = values.duration(fields, "start-within", Schedule.START_WITHIN_DEFAULT);
    return fields
        .get("schedule")
        .flatMap(node -> values.text(node, "'schedule'"))
        .flatMap(
            written -> {
              try {
                return Optional.of(new Schedule(written.text(), zone, policy, keep, within));
              } catch (IllegalArgumentException e) {
                String why = "'schedule' is no time: " + e.getMessage();
                problems.add(written.at(), why, Schedule.expected());
                return Optional.empty();
              }
            });
  }

  private Optional<ZoneId> zone(Node node) {
    return values
        .text(node, "'time-zone'")
        .flatMap(
            written -> {
              try {
                return Optional.of(ZoneId.of(written.text()));
              } catch (DateTimeException e) {
                problems.add(
                    written.at(),
                    Words.quote(written.text()) + " is no time zone",
                    "a name of the tz database, such as Europe/Brussels, or UTC");
                return Optional.empty();
              }
            });
  }

  private Optional<Policy> policy(Node node) {
    Optional<Node.Scalar> written = values.text(node, "'concurrency'");
    Optional<Policy> policy = written.flatMap(word -> Policy.of(word.text()));
    if (policy.isEmpty() && written.isPresent()) {
      String word = written.get().text();
      problems.add(
          node.at(),
          word.equals("allow")
              ? "runs of one job never overlap: they are single, and have one folder"
              : Words.quote(word) + " is no way to deal with a run that still goes",
          "forbid, which skips the new one; or replace, which ends the old one");
    }
    return policy;
  }
}
