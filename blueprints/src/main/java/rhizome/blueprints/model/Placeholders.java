package rhizome.blueprints.model;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports in {@link Run#args} and {@link Run#env}: {@code ${ports.NAME}} stands for a number that
 * is known only on the node; {@code $${ports.NAME}} is the literal text with one {@code $}. Every
 * other text stands for itself; {@code ${here}} and other escapes were settled when the blueprint
 * was read.
 */
public final class Placeholders {

  private static final Pattern PORT = Pattern.compile("(\\$?)\\$\\{ports\\.([a-z0-9-]+)}");

  private Placeholders() {}

  /**
   * The text as the program gets it.
   *
   * @throws IllegalArgumentException if the text asks for a port that {@code ports} does not have
   */
  public static String fill(String text, Map<String, Integer> ports) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    return PORT.matcher(text).replaceAll(match -> Matcher.quoteReplacement(filled(match, ports)));
  }

  private static String filled(MatchResult match, Map<String, Integer> ports) {
    if (!match.group(1).isEmpty()) {
      return match.group().substring(1);
    }
    Integer number = ports.get(match.group(2));
    if (number == null) {
      throw new IllegalArgumentException(
          "no port is named '" + match.group(2) + "'; there are " + ports.keySet());
    }
    return Integer.toString(number);
  }
}
