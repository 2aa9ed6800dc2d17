package rhizome.grid.robot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.calendar.Schedule;
import rhizome.grid.robot.Robot.Event.JobEnded;
import rhizome.grid.robot.Robot.Event.JobSkipped;
import rhizome.grid.robot.Robot.Event.JobStarted;

/**
 * What a robot knows of the runs of a job with a schedule (ADR 0028).
 *
 * @param since the generation in which it came to have one
 * @param last number of the newest run; 0 before the first
 * @param cursor what was due up to here was started, skipped or missed
 * @param next the first due time after that, if any ever comes
 * @param runs that are remembered, the oldest first; one that goes is the last
 * @param skipped how many due times had no run
 */
public record Calendar(
    long since,
    long last,
    Instant cursor,
    Optional<Instant> next,
    List<JobRun> runs,
    long skipped) {

  public Calendar {
    runs = List.copyOf(runs);
  }

  /** Of what runs from now on. */
  static Calendar begun(Schedule schedule, long since, Instant now) {
    return new Calendar(since, 0, now, schedule.next(now), List.of(), 0);
  }

  /** The same with another schedule, by which nothing is due that was before. */
  Calendar under(Schedule schedule, Instant now) {
    Instant from = RobotEvolution.later(cursor, now);
    return new Calendar(since, last, from, schedule.next(from), kept(schedule, runs), skipped);
  }

  /** The run that goes. */
  public Optional<JobRun> going() {
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(runs.getLast()).filter(run -> run.end().isEmpty());
  }

  Calendar started(Schedule schedule, JobStarted s) {
    List<JobRun> more = new ArrayList<>(runs);
    more.add(new JobRun(s.run(), s.due(), s.by(), s.at(), Optional.empty()));
    Instant from = RobotEvolution.later(cursor, s.due().orElse(cursor));
    return new Calendar(since, s.run(), from, next(schedule, from), more, skipped);
  }

  Calendar skipped(Schedule schedule, JobSkipped s) {
    Instant from = RobotEvolution.later(cursor, s.last());
    return new Calendar(since, last, from, next(schedule, from), runs, skipped + s.count());
  }

  Calendar ended(Schedule schedule, JobEnded e) {
    JobRun.End end = new JobRun.End(e.result(), e.detail(), e.at());
    List<JobRun> all = new ArrayList<>(runs);
    all.replaceAll(run -> run.number() == e.run() ? run.ended(end) : run);
    return new Calendar(since, last, cursor, next, kept(schedule, all), skipped);
  }

  private Optional<Instant> next(Schedule schedule, Instant from) {
    return from.equals(cursor) ? next : schedule.next(from);
  }

  private static List<JobRun> kept(Schedule schedule, List<JobRun> runs) {
    long over = runs.stream().filter(run -> run.end().isPresent()).count();
    return runs.subList((int) Math.max(0, over - schedule.keep()), runs.size());
  }
}
