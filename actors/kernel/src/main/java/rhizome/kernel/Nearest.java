package rhizome.kernel;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The known word that may have been meant by an unknown one. */
public final class Nearest {

  private static final int COMPARED_MAX = 200;

  private Nearest() {}

  /**
   * The known word a hand slipped from to write {@code written}, if one is near enough; else the
   * only one of which that is a whole part, as {@code deadline} is of {@code progress-deadline}.
   */
  public static Optional<String> of(String written, Collection<String> known) {
    if (written.length() > COMPARED_MAX) {
      return Optional.empty();
    }
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String word : known) {
      int distance = distance(written, word);
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    int tolerated = Math.max(1, Math.min(written.length(), best.length()) / 3);
    return least <= tolerated ? Optional.of(best) : longer(written, known);
  }

  private static Optional<String> longer(String part, Collection<String> known) {
    List<String> longer =
        known.stream().filter(word -> List.of(word.split("-", -1)).contains(part)).toList();
    return longer.size() == 1 ? Optional.of(longer.getFirst()) : Optional.empty();
  }

  /** Insertions, deletions, changes and swaps of neighbours (Damerau's, restricted), case aside. */
  static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int cheapest(int[][] cost, String left, String right, int i, int j) {
    int change = same(left, i - 1, right, j - 1) ? 0 : 1;
    int least = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && same(left, i - 1, right, j - 2) && same(left, i - 2, right, j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }

  private static boolean same(String left, int i, String right, int j) {
    return Character.toLowerCase(left.charAt(i)) == Character.toLowerCase(right.charAt(j));
  }
}
