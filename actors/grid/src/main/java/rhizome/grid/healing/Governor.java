package rhizome.grid.healing;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.kernel.NodeId;

/**
 * Stops the loss of many nodes from becoming a stampede. What is given up is paced by a budget; and
 * when most of a zone falls silent at once, which is what a cut network looks like, nothing is
 * given up until it is over, for long enough, or a human has looked (ADR 0012).
 */
public final class Governor {

  /**
   * @param evictionsPerSecond workloads that may be replaced each second, in the long run
   * @param evictionsBurst how many at once, when nothing was replaced for a while
   * @param freezeShare freezes when more than this share of the nodes falls silent
   * @param freezeNodesMin and they are at least so many
   * @param freezeWindow within so much time
   * @param thawShare resumes when at most this share is silent any more
   * @param thawAfter for so long
   * @param freezeMax and resumes after this in any case
   */
  public record Limits(
      double evictionsPerSecond,
      int evictionsBurst,
      double freezeShare,
      int freezeNodesMin,
      Duration freezeWindow,
      double thawShare,
      Duration thawAfter,
      Duration freezeMax) {

    public Limits {
      if (!(evictionsPerSecond > 0) || evictionsBurst < 1 || freezeNodesMin < 1) {
        throw new IllegalArgumentException(
            "rhizome.grid.governor: evictions-per-second must be positive,"
                + " evictions-burst and freeze-nodes-min count from 1");
      }
      if (!(freezeShare > 0)
          || !(freezeShare < 1)
          || !(thawShare >= 0 && thawShare <= freezeShare)) {
        throw new IllegalArgumentException(
            "rhizome.grid.governor: freeze-share lies between 0 and 1, thaw-share not above it");
      }
      if (!freezeWindow.isPositive() || !thawAfter.isPositive() || !freezeMax.isPositive()) {
        throw new IllegalArgumentException(
            "rhizome.grid.governor: freeze-window, thaw-after and freeze-max must be positive");
      }
    }
  }

  /** Nothing is replaced. */
  public record Frozen(Instant since, int silentThen, int nodesThen) {}

  /** Why replacement goes on. */
  public enum Thaw {
    /** Most of those who fell silent are back. */
    RECOVERED,
    /** It was frozen for as long as is allowed. */
    TIMED_OUT,
    /** A human said so. */
    RESUMED
  }

  /** What changed. */
  public sealed interface Turn {
    record Froze(Frozen frozen) implements Turn {}

    record Thawed(Thaw why, Frozen frozen) implements Turn {}
  }

  private final Limits limits;
  private final Map<NodeId, Instant> fallen = new LinkedHashMap<>();
  private double budget;
  private @Nullable Instant counted;
  private @Nullable Frozen frozen;
  private @Nullable Instant calmSince;

  public Governor(Limits limits) {
    this.limits = limits;
    this.budget = limits.evictionsBurst;
  }

  /** A node fell silent. */
  public void fell(NodeId node, Instant now) {
    fallen.remove(node);
    fallen.put(node, now);
  }

  /** A node is heard again. */
  public void returned(NodeId node) {
    fallen.remove(node);
  }

  /**
   * Looks at how many are silent beside so many {@code present}. To be called after all that fell
   * silent was told, and before anything is given up.
   */
  public Optional<Turn> judge(int present, Instant now) {
    if (frozen == null) {
      fallen.values().removeIf(at -> !at.plus(limits.freezeWindow).isAfter(now));
      int nodes = present + fallen.size();
      if (fallen.size() < limits.freezeNodesMin || !isAbove(limits.freezeShare, nodes)) {
        return Optional.empty();
      }
      frozen = new Frozen(now, fallen.size(), nodes);
      calmSince = null;
      return Optional.of(new Turn.Froze(frozen));
    }
    if (isAbove(limits.thawShare, present + fallen.size())) {
      calmSince = null;
    } else if (calmSince == null) {
      calmSince = now;
    }
    if (calmSince != null && !now.isBefore(calmSince.plus(limits.thawAfter))) {
      return thaw(Thaw.RECOVERED);
    }
    return now.isBefore(frozen.since.plus(limits.freezeMax))
        ? Optional.empty()
        : thaw(Thaw.TIMED_OUT);
  }

  private boolean isAbove(double share, int nodes) {
    return fallen.size() > share * nodes;
  }

  /** What is silent by now is no reason to freeze any more; it is given up at the budget's pace. */
  private Optional<Turn> thaw(Thaw why) {
    Optional<Turn> turn = Optional.ofNullable(frozen).map(f -> new Turn.Thawed(why, f));
    fallen.clear();
    frozen = null;
    return turn;
  }

  /** A human has looked; empty, and nothing changes, when nothing is frozen. */
  public Optional<Turn> resume() {
    return frozen == null ? Optional.empty() : thaw(Thaw.RESUMED);
  }

  public Optional<Frozen> frozen() {
    return Optional.ofNullable(frozen);
  }

  /**
   * Whether so many workloads may be replaced now; if so, they are counted. A node with more than a
   * burst is let through when the budget is full, and the budget pays it off afterwards.
   */
  public boolean admit(int evictions, Instant now) {
    if (!mayAdmit(evictions, now)) {
      return false;
    }
    budget -= evictions;
    return true;
  }

  /** As {@link #admit}, and nothing is counted. */
  public boolean mayAdmit(int evictions, Instant now) {
    if (counted != null && now.isAfter(counted)) {
      double seconds = Duration.between(counted, now).toNanos() / 1e9;
      budget = Math.min(limits.evictionsBurst, budget + seconds * limits.evictionsPerSecond);
    }
    counted = counted == null || now.isAfter(counted) ? now : counted;
    return frozen == null && budget >= Math.min(evictions, limits.evictionsBurst);
  }

  /** How many are known to be silent, of those that count. */
  public int silent() {
    return fallen.size();
  }
}
