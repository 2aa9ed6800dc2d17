package rhizome.grid.robot;

import java.time.Instant;
import java.util.Optional;
import rhizome.grid.task.Result;

/**
 * One run of a job with a schedule.
 *
 * @param number counted from 1 for as long as the service has a schedule
 * @param due for which time; none if somebody asked for it
 * @param by who asked for it
 * @param end how it ended, once it has
 */
public record JobRun(
    long number, Optional<Instant> due, String by, Instant started, Optional<End> end) {

  /** By whom a run is asked for that was due. */
  public static final String SCHEDULE = "schedule";

  /** {@code detail} says where, or why. */
  public record End(Result result, String detail, Instant at) {}

  JobRun ended(End how) {
    return new JobRun(number, due, by, started, Optional.of(how));
  }
}
