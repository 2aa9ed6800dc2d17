package rhizome.blueprints.dialect;

import java.util.List;
import rhizome.blueprints.tree.Spot;

/**
 * Something that an operator should know of a document that was converted.
 *
 * @param message what the other language did with it, and what is done here
 * @param remedy what is left to do, or to look at
 */
public record Caution(Habit habit, Spot spot, String message, String remedy) {

  /** The headline, the line with a caret under the place, and the remedy. */
  public String render() {
    return spot.render("warning: " + message + " [" + habit.tag() + "]", List.of(remedy));
  }
}
