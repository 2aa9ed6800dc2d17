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

  /** Levenshtein's: insertions, deletions and changes. */
  static int distance(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[right.length()];
  }
}
