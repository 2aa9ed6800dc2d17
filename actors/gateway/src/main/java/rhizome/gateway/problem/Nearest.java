package rhizome.gateway.problem;

import java.util.Collection;
import java.util.Optional;

/** The known name that may have been meant by an unknown one. */
public final class Nearest {

  private static final int COMPARED_MAX = 200;

  private Nearest() {}

  /** The nearest of the known names, if it is within a third of its length. */
  public static Optional<String> of(String written, Collection<String> known) {
    if (written.length() > COMPARED_MAX) {
      return Optional.empty();
    }
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = distance(written, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    int tolerated = Math.max(1, Math.min(written.length(), best.length()) / 3);
    return least <= tolerated ? Optional.of(best) : Optional.empty();
  }

  /** Insertions, deletions, changes, and swaps of neighbours (Damerau's, restricted). */
  static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left.substring(0, i), right, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  /** The cheapest way from all of {@code left} to the first {@code j} of {@code right}. */
  private static int cheapest(int[][] cost, String left, String right, int j) {
    int i = left.length();
    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
    int least =
        Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
