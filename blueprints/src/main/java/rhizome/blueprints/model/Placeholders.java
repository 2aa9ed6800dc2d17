package rhizome.blueprints.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in {@link Run#args}, {@link Run#env} and texts of files is known only on the node: {@code
 * ${ports.NAME}} stands for a number, {@code ${files.NAME}} and {@code ${volumes.NAME}} for an
 * absolute path, {@code ${secrets.NAME}} for a secret. {@code $${ports.NAME}} is the literal text
 * with one {@code $}. Every other text stands for itself; {@code ${here}} and other escapes were
 * settled when the blueprint was read.
 */
public final class Placeholders {

  /** How one begins. */
  public static final String PORTS = "ports.";

  /** One of them, or its escape. */
  public static final String FORM = "(\\$?)\\$\\{((?:ports|files|volumes|secrets)\\.[a-z0-9-]+)}";

  private static final Pattern PLACEHOLDER = Pattern.compile(FORM);

  private Placeholders() {}

  /**
   * The text as the program gets it.
   *
   * @param known values by their full names, such as {@code ports.http}
   * @throws IllegalArgumentException if the text asks for what is not known
   */
  public static String fillAll(String text, Map<String, String> known) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(filled(match, known)));
  }

  /** As {@link #fillAll}, where only ports are known, by their names alone. */
  public static String fill(String text, Map<String, Integer> ports) {
    Map<String, String> known = new TreeMap<>();
    ports.forEach((name, number) -> known.put(PORTS + name, number.toString()));
    return fillAll(text, known);
  }

  private static String filled(MatchResult match, Map<String, String> known) {
    if (!match.group(1).isEmpty()) {
      return match.group().substring(1);
    }
    String value = known.get(match.group(2));
    if (value == null) {
      throw new IllegalArgumentException(
          "nothing is called '%s'; there are %s".formatted(match.group(2), known.keySet()));
    }
    return value;
  }
}
