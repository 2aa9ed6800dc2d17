package rhizome.blueprints.compose;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/**
 * Variables of the shell in a compose file. They are not looked up: a default counts if there is
 * one, and else the variable stays in the text for a human to fill in.
 */
final class Interpolation {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\$)|\\{(\\w+)(?:(:?[-?+])([^}]*))?}|([A-Za-z_]\\w*))");

  private final Notes notes;

  Interpolation(Notes notes) {
    this.notes = notes;
  }

  /** The text as the program would have got it. */
  String fill(Node.Scalar scalar) {
    return fill(scalar.text(), scalar.at());
  }

  String fill(String text, int at) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(filled(match, at)));
  }

  private String filled(MatchResult match, int at) {
    if (match.group(1) != null) {
      return "$";
    }
    String name = Optional.ofNullable(match.group(2)).orElseGet(() -> match.group(5));
    Optional<String> usual =
        Optional.ofNullable(match.group(3))
            .filter(how -> how.endsWith("-"))
            .map(_ -> match.group(4));
    String told =
        usual
            .map(value -> "its default " + Words.quote(value) + " is written")
            .orElse("it is kept in the text, which is filled in by nobody");
    notes.note(
        Habit.INTERPOLATION,
        at,
        "compose takes '%s' from the shell; %s".formatted(name, told),
        "the value that shall stand there");
    return usual.orElse(match.group());
  }

  /** What is to be taken as it is, so that a native reader finds no placeholder in it. */
  static String escaped(String text) {
    return text.replace("${", "$${");
  }
}
