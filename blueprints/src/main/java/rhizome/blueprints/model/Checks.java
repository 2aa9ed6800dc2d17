package rhizome.blueprints.model;

import java.util.Optional;

/**
 * The three questions about a program, each by itself.
 *
 * @param startup until it says yes the others are not asked; said no, it is restarted
 * @param readiness whether it may be relied upon; said no, it is not restarted for it
 * @param liveness asked from when it was ready first; said no, it is restarted
 */
public record Checks(Optional<Check> startup, Optional<Check> readiness, Optional<Check> liveness) {

  public static final Checks NONE =
      new Checks(Optional.empty(), Optional.empty(), Optional.empty());

  public Checks {
    if (liveness.filter(check -> !check.successes().equals(Threshold.row(1))).isPresent()) {
      throw new IllegalArgumentException("liveness has no successes: what is dead is restarted");
    }
  }

  public boolean none() {
    return equals(NONE);
  }
}
