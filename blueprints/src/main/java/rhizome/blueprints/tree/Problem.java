package rhizome.blueprints.tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    return spot().headline(message);
  }

  /**
   * The headline, the line with a caret under the place, and the hints; no line break at the end.
   */
  public String render() {
    return spot().render(message, hints());
  }

  /** The ways out, the likeliest first. */
  public List<String> hints() {
    return Stream.concat(
            nearest.map(word -> "did you mean '" + word + "'?").stream(),
            expected.map(what -> "expected " + what).stream())
        .toList();
  }

  private Spot spot() {
    return new Spot(file, line, column, excerpt, caret);
  }
}
