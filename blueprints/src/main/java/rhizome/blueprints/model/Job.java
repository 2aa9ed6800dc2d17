package rhizome.blueprints.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A program that is to end: with 0 it has completed, and runs no more before its spec changes.
 *
 * @param deadline how long one process may take; then it is ended, and has failed
 */
public record Job(Optional<Duration> deadline) {

  /** One that may take for ever. */
  public static final Job UNLIMITED = new Job(Optional.empty());

  public Job {
    if (deadline.filter(span -> !span.isPositive()).isPresent()) {
      throw new IllegalArgumentException("a job's deadline must be positive");
    }
  }
}
