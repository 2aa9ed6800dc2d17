package rhizome.grid.healing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import rhizome.blueprints.model.Restart;
import rhizome.kernel.Seed;

/**
 * The restarts a program has behind it, and what its policy says to the next exit. The agent heals
 * by this in milliseconds; the simulator by the same object in virtual time.
 *
 * @param recent moments of restart inside the policy's window, oldest first
 * @param streak restarts in a row without a healthy spell between them
 */
public record Restarts(List<Instant> recent, int streak) {

  public static final Restarts NONE = new Restarts(List.of(), 0);

  /** Jitter takes away up to this share of a delay, so that many do not restart as one. */
  private static final double JITTER = 0.2;

  private static final int DOUBLINGS_MAX = 30;

  public Restarts {
    recent = List.copyOf(recent);
  }

  /** What to do about an exit. */
  public sealed interface Verdict {

    /** Start again at {@code at} (which may be now), and remember {@code after}. */
    record Again(Instant at, Restarts after) implements Verdict {}

    /** The budget of this node is spent: let the workload be placed elsewhere. */
    record Exhausted() implements Verdict {}
  }

  /**
   * Judges an exit at {@code now} of an incarnation that had been healthy for {@code healthy} (zero
   * when it never was).
   */
  public Verdict judge(Restart policy, Duration healthy, Instant now, Seed jitter) {
    // What never was healthy is never forgiven, also where no time is asked of it.
    boolean recovered = healthy.isPositive() && healthy.compareTo(policy.healthyAfter()) >= 0;
    Restarts before = recovered ? NONE : since(policy, now);
    if (before.recent.size() >= policy.attempts()) {
      return new Verdict.Exhausted();
    }
    Instant at = now.plus(delay(policy, before.streak, jitter));
    List<Instant> recent = Stream.concat(before.recent.stream(), Stream.of(at)).toList();
    return new Verdict.Again(at, new Restarts(recent, before.streak + 1));
  }

  private Restarts since(Restart policy, Instant now) {
    Instant horizon = now.minus(policy.window());
    return new Restarts(recent.stream().filter(at -> at.isAfter(horizon)).toList(), streak);
  }

  /** Nothing for the first restart; then back-off, doubled each time, less up to 20 % jitter. */
  private static Duration delay(Restart policy, int streak, Seed jitter) {
    if (streak == 0) {
      return Duration.ZERO;
    }
    double factor = Math.pow(2, Math.min(streak - 1, DOUBLINGS_MAX));
    double nanos =
        Math.min(policy.backoff().toNanos() * factor, (double) policy.backoffMax().toNanos());
    return Duration.ofNanos((long) (nanos * (1 - JITTER * jitter.unit(streak))));
  }
}
