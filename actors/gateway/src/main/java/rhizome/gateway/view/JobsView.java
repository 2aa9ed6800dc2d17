package rhizome.gateway.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Calendar;
import rhizome.grid.robot.JobRun;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.State.*;
import rhizome.kernel.RobotId;

/**
 * The jobs of one robot that have a schedule.
 *
 * @param jobs in the order of the blueprint; none while it is taken down
 */
public record JobsView(String robot, List<JobView> jobs) {

  /**
   * One of them.
   *
   * @param next when it is due; nothing while it is paused
   * @param skipped due times that had no run
   * @param runs the newest first; one that goes is the first
   */
  public record JobView(
      String service,
      String schedule,
      String timeZone,
      String concurrency,
      Optional<Instant> next,
      long skipped,
      List<JobRunView> runs) {
    public JobView {
      runs = List.copyOf(runs);
    }

    static JobView of(Service service, Schedule schedule, Optional<Calendar> calendar) {
      return new JobView(
          service.name(),
          schedule.cron(),
          schedule.zone().getId(),
          schedule.policy().word(),
          calendar.flatMap(Calendar::next),
          calendar.map(Calendar::skipped).orElse(0L),
          calendar.map(Calendar::runs).orElse(List.of()).reversed().stream()
              .map(JobRunView::of)
              .toList());
    }
  }

  /**
   * @param due for which time; nothing if {@code by} asked for it
   * @param outcome {@code running}, {@code succeeded}, {@code failed} or {@code cancelled}
   * @param detail where it ended well, or why it did not
   */
  public record JobRunView(
      long run,
      Optional<Instant> due,
      String by,
      Instant started,
      Optional<Instant> ended,
      String outcome,
      String detail) {
    static JobRunView of(JobRun run) {
      return new JobRunView(
          run.number(),
          run.due(),
          run.by(),
          run.started(),
          run.end().map(JobRun.End::at),
          run.end().map(end -> end.result().name().toLowerCase(Locale.ROOT)).orElse("running"),
          run.end().map(JobRun.End::detail).orElse(""));
    }
  }

  public JobsView {
    jobs = List.copyOf(jobs);
  }

  public static JobsView of(RobotId id, Robot.State state) {
    return switch (state) {
      case Idle _, Destroying _ -> new JobsView(id.name(), List.of());
      case Active a ->
          new JobsView(
              id.name(),
              a.blueprint().services().stream()
                  .flatMap(service -> job(a, service).stream())
                  .toList());
    };
  }

  private static Optional<JobView> job(Active a, Service service) {
    Optional<Calendar> calendar = Optional.ofNullable(a.calendars().get(service.name()));
    return service.spec().schedule().map(schedule -> JobView.of(service, schedule, calendar));
  }
}
