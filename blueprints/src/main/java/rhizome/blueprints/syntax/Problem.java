package rhizome.blueprints.syntax;

import java.util.Optional;

/**
 * One thing wrong in a file, with its place and, where there is one, the way out.
 *
 * @param line counted from 1
 * @param column counted from 1, in code points
 * @param expected what would have been right
 * @param nearest the known word that may have been meant
 * @param excerpt the line, or for a very long one the part around the place, without control
 *     characters
 * @param caret the place in {@code excerpt}, counted from 0
 */
public record Problem(
    String file,
    int line,
    int column,
    String message,
    Optional<String> expected,
    Optional<String> nearest,
    String excerpt,
    int caret) {

  /** {@code file:line:column: message}, the form editors and terminals make a link of. */
  public String headline() {
    return file + ":" + line + ":" + column + ": " + message;
  }

  /**
   * The headline, the line with a caret under the place, and the hints; no line break at the end.
   */
  public String render() {
    String number = Integer.toString(line);
    String margin = " ".repeat(number.length() + 2);
    StringBuilder text = new StringBuilder(headline());
    text.append("\n  ").append(number).append(" | ").append(excerpt);
    text.append('\n').append(margin).append(" | ").append(" ".repeat(caret)).append('^');
    nearest.ifPresent(
        word -> text.append('\n').append(margin).append(" = did you mean '" + word + "'?"));
    expected.ifPresent(
        what -> text.append('\n').append(margin).append(" = expected ").append(what));
    return text.toString();
  }
}
