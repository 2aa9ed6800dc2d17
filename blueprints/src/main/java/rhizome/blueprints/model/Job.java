package rhizome.blueprints.model;

import java.time.Duration;
import java.util.Optional;
import rhizome.blueprints.calendar.Schedule;

/**
 * A program that is to end: with 0 it has completed, and runs no more before its spec changes.
 *
 * @param deadline how long one process may take; then it is ended, and has failed
 * @param schedule when it runs, if it runs again and again; only its robot cares (ADR 0028)
 * @param run which one of a schedule's runs it is, as its workload and its agent know it; 0 for one
 *     that is no run of a schedule
 */
public record Job(Optional<Duration> deadline, Optional<Schedule> schedule, long run) {

  /** One that may take for ever. */
  public static final Job UNLIMITED = new Job(Optional.empty());

  public Job {
    if (deadline.filter(span -> !span.isPositive()).isPresent()) {
      throw new IllegalArgumentException("a job's deadline must be positive");
    }
    if (run < 0 || (run > 0 && schedule.isPresent())) {
      throw new IllegalArgumentException("a run has a number, and no schedule: " + run);
    }
  }

  /** One that runs once. */
  public Job(Optional<Duration> deadline) {
    this(deadline, Optional.empty(), 0);
  }

  /** The same at these times; at none, once. */
  public Job at(Optional<Schedule> times) {
    return new Job(deadline, times, 0);
  }

  /** One of its runs. */
  public Job run(long number) {
    return new Job(deadline, Optional.empty(), number);
  }

  /** Reads as ever where it runs once. */
  @Override
  public String toString() {
    return "Job[deadline=%s%s%s]"
        .formatted(
            deadline,
            schedule.map(times -> ", schedule=" + times).orElse(""),
            run == 0 ? "" : ", run=" + run);
  }
}
