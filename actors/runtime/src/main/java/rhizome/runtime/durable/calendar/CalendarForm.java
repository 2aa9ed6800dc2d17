package rhizome.runtime.durable.calendar;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Job;
import rhizome.grid.robot.Calendar;
import rhizome.grid.robot.JobRun;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.task.Result;
import rhizome.runtime.durable.proto.Stored;

/** When jobs run, and which of their runs a robot remembers. */
public final class CalendarForm {

  private CalendarForm() {}

  public static Stored.Job write(Job job) {
    Stored.Job.Builder stored = Stored.Job.newBuilder().setRun(job.run());
    job.deadline().ifPresent(deadline -> stored.setDeadline(write(deadline)));
    job.schedule().ifPresent(schedule -> stored.setSchedule(write(schedule)));
    return stored.build();
  }

  public static Job read(Stored.Job stored) {
    return new Job(
        stored.hasDeadline() ? Optional.of(read(stored.getDeadline())) : Optional.empty(),
        stored.hasSchedule() ? Optional.of(read(stored.getSchedule())) : Optional.empty(),
        stored.getRun());
  }

  private static Stored.JobSchedule write(Schedule schedule) {
    return Stored.JobSchedule.newBuilder()
        .setCron(schedule.cron())
        .setZone(schedule.zone().getId())
        .setReplace(schedule.policy() == Policy.REPLACE)
        .setKeep(schedule.keep())
        .setStartWithin(write(schedule.startWithin()))
        .build();
  }

  private static Schedule read(Stored.JobSchedule stored) {
    return new Schedule(
        stored.getCron(),
        ZoneId.of(stored.getZone()),
        stored.getReplace() ? Policy.REPLACE : Policy.FORBID,
        stored.getKeep(),
        read(stored.getStartWithin()));
  }

  /** What became of a due time, or of a run. */
  public static void write(Event event, Stored.RobotEvent.Builder stored) {
    if (event instanceof Event.JobStarted started) {
      stored.setJobStarted(write(started));
    } else if (event instanceof Event.JobSkipped skipped) {
      stored.setJobSkipped(write(skipped));
    } else if (event instanceof Event.JobEnded ended) {
      stored.setJobEnded(write(ended));
    }
  }

  public static Event read(Stored.RobotEvent stored, Instant at) {
    if (stored.hasJobStarted()) {
      return read(stored.getJobStarted(), at);
    }
    return stored.hasJobSkipped()
        ? read(stored.getJobSkipped(), at)
        : read(stored.getJobEnded(), at);
  }

  private static Stored.RobotEvent.JobStarted write(Event.JobStarted started) {
    Stored.RobotEvent.JobStarted.Builder stored =
        Stored.RobotEvent.JobStarted.newBuilder()
            .setService(started.service())
            .setRun(started.run())
            .setBy(started.by());
    started.due().ifPresent(due -> stored.setDue(write(due)));
    return stored.build();
  }

  private static Event.JobStarted read(Stored.RobotEvent.JobStarted stored, Instant at) {
    return new Event.JobStarted(
        stored.getService(),
        stored.getRun(),
        stored.hasDue() ? Optional.of(read(stored.getDue())) : Optional.empty(),
        stored.getBy(),
        at);
  }

  private static Stored.RobotEvent.JobSkipped write(Event.JobSkipped skipped) {
    return Stored.RobotEvent.JobSkipped.newBuilder()
        .setService(skipped.service())
        .setCount(skipped.count())
        .setLast(write(skipped.last()))
        .setWhy(skipped.why())
        .build();
  }

  private static Event.JobSkipped read(Stored.RobotEvent.JobSkipped stored, Instant at) {
    Instant last = read(stored.getLast());
    return new Event.JobSkipped(stored.getService(), stored.getCount(), last, stored.getWhy(), at);
  }

  private static Stored.RobotEvent.JobEnded write(Event.JobEnded ended) {
    return Stored.RobotEvent.JobEnded.newBuilder()
        .setService(ended.service())
        .setRun(ended.run())
        .setResult(Stored.Result.valueOf(ended.result().name()))
        .setDetail(ended.detail())
        .build();
  }

  private static Event.JobEnded read(Stored.RobotEvent.JobEnded stored, Instant at) {
    return new Event.JobEnded(
        stored.getService(),
        stored.getRun(),
        Result.valueOf(stored.getResult().name()),
        stored.getDetail(),
        at);
  }

  public static Stored.RobotState.Calendar write(String service, Calendar calendar) {
    Stored.RobotState.Calendar.Builder stored =
        Stored.RobotState.Calendar.newBuilder()
            .setSince(calendar.since())
            .setLast(calendar.last())
            .setCursor(write(calendar.cursor()))
            .setSkipped(calendar.skipped());
    calendar.next().ifPresent(next -> stored.setNext(write(next)));
    calendar.runs().forEach(run -> stored.addRuns(write(service, run)));
    return stored.build();
  }

  public static Calendar read(Stored.RobotState.Calendar stored) {
    return new Calendar(
        stored.getSince(),
        stored.getLast(),
        read(stored.getCursor()),
        stored.hasNext() ? Optional.of(read(stored.getNext())) : Optional.empty(),
        stored.getRunsList().stream().map(CalendarForm::read).toList(),
        stored.getSkipped());
  }

  private static Stored.RobotState.Calendar.Run write(String service, JobRun run) {
    Stored.RobotState.Calendar.Run.Builder stored =
        Stored.RobotState.Calendar.Run.newBuilder()
            .setStarted(
                write(
                    new Event.JobStarted(
                        service, run.number(), run.due(), run.by(), run.started())))
            .setAt(write(run.started()));
    run.end()
        .ifPresent(
            end ->
                stored
                    .setEnded(
                        write(
                            new Event.JobEnded(
                                service, run.number(), end.result(), end.detail(), end.at())))
                    .setEndedAt(write(end.at())));
    return stored.build();
  }

  private static JobRun read(Stored.RobotState.Calendar.Run stored) {
    Event.JobStarted started = read(stored.getStarted(), read(stored.getAt()));
    Event.JobEnded ended = read(stored.getEnded(), read(stored.getEndedAt()));
    return new JobRun(
        started.run(),
        started.due(),
        started.by(),
        started.at(),
        stored.hasEnded()
            ? Optional.of(new JobRun.End(ended.result(), ended.detail(), ended.at()))
            : Optional.empty());
  }

  private static Timestamp write(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  private static Instant read(Timestamp at) {
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }

  private static com.google.protobuf.Duration write(Duration span) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(span.getSeconds())
        .setNanos(span.getNano())
        .build();
  }

  private static Duration read(com.google.protobuf.Duration span) {
    return Duration.ofSeconds(span.getSeconds(), span.getNanos());
  }
}
