package rhizome.agent.guard;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Until when what is single may run on this machine. What ran out under one boot only another may
 * begin anew, so that no grant of the old one lives on. From any thread; times are of the clock of
 * the machine's boot.
 */
public final class Term {

  private @Nullable String boot;
  private Duration end;
  private boolean lapsed;
  private boolean bound;

  private Term(Duration end, boolean bound) {
    this.end = end;
    this.bound = bound;
  }

  /** What an earlier agent left: it may run on until {@code end}, under no boot known here. */
  public static Term inherited(Duration end) {
    return new Term(end, false);
  }

  /** Held by this very process, from one agent in it to the next, until the first boot renews. */
  public static Term held() {
    return new Term(Duration.ZERO, true);
  }

  /**
   * This boot may go on until then.
   *
   * @return false when it had run out under this boot
   */
  public synchronized boolean renew(String by, Duration until, Duration now) {
    boolean same = by.equals(boot);
    if (same && !allows(now)) {
      return false;
    }
    boot = by;
    end = same && until.compareTo(end) < 0 ? end : until;
    bound = false;
    lapsed = false;
    return true;
  }

  public synchronized boolean allows(Duration now) {
    return bound || (!lapsed && now.compareTo(end) < 0);
  }

  /** Whether it is over and this is the first to find it so, who has to act on it. */
  public synchronized boolean lapse(Duration now) {
    if (lapsed || allows(now)) {
      return false;
    }
    lapsed = true;
    return true;
  }

  /** How long it goes on from now; empty while it needs no renewal. */
  public synchronized Optional<Duration> left(Duration now) {
    return bound ? Optional.empty() : Optional.of(end.minus(now));
  }
}
