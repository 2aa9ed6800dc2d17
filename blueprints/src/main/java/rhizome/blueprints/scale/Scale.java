package rhizome.blueprints.scale;

import java.util.List;

/**
 * Between which bounds a service is scaled, and what for (ADR 0027).
 *
 * @param targets what each replica shall come to; the one that asks for most counts. Without any it
 *     is scaled on request only
 */
public record Scale(int min, int max, List<Target> targets, Pace up, Pace down) {

  public static final int TARGETS_MAX = 8;

  public Scale {
    targets = List.copyOf(targets);
    if (min < 0 || max < 1 || min > max) {
      throw new IllegalArgumentException("replicas are from " + min + " to " + max);
    }
    if (targets.size() > TARGETS_MAX) {
      throw new IllegalArgumentException("at most " + TARGETS_MAX + " targets");
    }
  }

  /** What it begins with. What is to begin with nothing has nothing that could be measured. */
  public int first() {
    return Math.max(1, min);
  }

  public int clamp(int replicas) {
    return Math.clamp(replicas, min, max);
  }

  /** The bounds as people read them, {@code 1..8}. */
  public String range() {
    return min + ".." + max;
  }
}
