package rhizome.blueprints.tree;

import java.util.List;

/**
 * A place in a file as it is shown to people.
 *
 * @param line counted from 1
 * @param column counted from 1, in code points
 * @param excerpt the line, or for a very long one the part around the place, without control
 *     characters
 * @param caret the place in {@code excerpt}, counted from 0
 */
public record Spot(String file, int line, int column, String excerpt, int caret) {

  /** {@code file:line:column: said}, the form editors and terminals make a link of. */
  public String headline(String said) {
    return file + ":" + line + ":" + column + ": " + said;
  }

  /**
   * The headline, the line with a caret under the place, and the hints; no line break at the end.
   */
  public String render(String said, List<String> hints) {
    String number = Integer.toString(line);
    String margin = " ".repeat(number.length() + 2);
    StringBuilder text = new StringBuilder(headline(said));
    text.append("\n  ").append(number).append(" | ").append(excerpt);
    text.append('\n').append(margin).append(" | ").append(" ".repeat(caret)).append('^');
    hints.forEach(hint -> text.append('\n').append(margin).append(" = ").append(hint));
    return text.toString();
  }
}
