package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Words in messages: quoted so that no terminal is harmed, and the nearest word to a wrong one. */
final class Words {

  private static final int QUOTED_MAX = 40;
  private static final int LISTED_MAX = 12;
  private static final int COMPARED_MAX = 64;
  private static final int REPLACEMENT = 0xFFFD;

  private Words() {}

  /** A tab as a space, what cannot be seen as U+FFFD. */
  static int printable(int point) {
    if (point == '\t') {
      return ' ';
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          REPLACEMENT;
      default -> point;
    };
  }

  /** All of the text, fit for any terminal. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().map(Words::printable).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints().limit(QUOTED_MAX).map(Words::printable).forEach(quoted::appendCodePoint);
    boolean cut = text.codePoints().skip(QUOTED_MAX).findAny().isPresent();
    return quoted.append(cut ? "…'" : "'").toString();
  }

  /** {@code a, b, c}, cut when there are very many; {@code none} when there are none. */
  static String list(Collection<String> words) {
    if (words.isEmpty()) {
      return "none";
    }
    List<String> shown = new ArrayList<>(words.stream().limit(LISTED_MAX).toList());
    if (words.size() > LISTED_MAX) {
      shown.add("… (" + words.size() + " in all)");
    }
    return String.join(", ", shown);
  }

  /** The known word a hand slipped from to write {@code written}, if one is near enough. */
  static Optional<String> nearest(String written, Collection<String> known) {
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
    return least <= tolerated ? Optional.of(best) : Optional.empty();
  }

  /** Insertions, deletions, changes and swaps of neighbours between two words, case aside. */
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
