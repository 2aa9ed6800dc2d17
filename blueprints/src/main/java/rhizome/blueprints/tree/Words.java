package rhizome.blueprints.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Words in messages: quoted so that no terminal is harmed. */
public final class Words {

  private static final int QUOTED_MAX = 40;
  private static final int LISTED_MAX = 12;
  private static final int REPLACEMENT = 0xFFFD;

  private Words() {}

  /** A tab as a space, what cannot be seen as U+FFFD. */
  public static int printable(int point) {
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
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().map(Words::printable).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints().limit(QUOTED_MAX).map(Words::printable).forEach(quoted::appendCodePoint);
    boolean cut = text.codePoints().skip(QUOTED_MAX).findAny().isPresent();
    return quoted.append(cut ? "…'" : "'").toString();
  }

  /** {@code a, b, c}, cut when there are very many; {@code none} when there are none. */
  public static String list(Collection<String> words) {
    return list(words, UnaryOperator.identity());
  }

  /** As {@link #list(Collection)}, each word that is shown in the form it is given. */
  public static String list(Collection<String> words, UnaryOperator<String> form) {
    if (words.isEmpty()) {
      return "none";
    }
    List<String> shown = new ArrayList<>(words.stream().limit(LISTED_MAX).map(form).toList());
    if (words.size() > LISTED_MAX) {
      shown.add("… (" + words.size() + " in all)");
    }
    return String.join(", ", shown);
  }
}
