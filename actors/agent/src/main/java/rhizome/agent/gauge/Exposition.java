package rhizome.agent.gauge;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.scale.Target;

/**
 * Prometheus' text format 0.0.4, as far as one number of it is asked for: lines of {@code
 * name{label="value",…} number [timestamp]}.
 */
final class Exposition {

  private static final String VALUE = "\"((?:[^\"\\\\\\n]|\\\\.)*)\"";
  private static final Pattern LABEL =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*" + VALUE + "\\s*(,|$)");
  private static final Pattern SERIES =
      Pattern.compile(
          "\\s*([A-Za-z_:][A-Za-z0-9_:]*)\\s*"
              + "(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)\\})?"
              + "\\s+(\\S+)(?:\\s+-?\\d+)?\\s*");

  private Exposition() {}

  /** The sum of all series that match; nothing when there is none, or one that cannot be read. */
  static Optional<Double> sum(String text, Target.Metric metric) {
    double sum = 0;
    boolean found = false;
    for (String line : text.lines().toList()) {
      Matcher series = SERIES.matcher(line);
      if (!line.startsWith(metric.name())
          || !series.matches()
          || !series.group(1).equals(metric.name())
          || !hasAll(labels(series.group(2)), metric)) {
        continue;
      }
      Optional<Double> value = number(series.group(3));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      sum += value.get();
      found = true;
    }
    return found ? Optional.of(sum) : Optional.empty();
  }

  private static boolean hasAll(Map<String, String> labels, Target.Metric metric) {
    return labels.entrySet().containsAll(metric.labels().entrySet());
  }

  private static Map<String, String> labels(String body) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(Optional.ofNullable(body).orElse(""));
    while (label.lookingAt() && label.end() > label.start()) {
      labels.put(label.group(1), unescaped(label.group(2)));
      label.region(label.end(), label.regionEnd());
    }
    return labels;
  }

  private static String unescaped(String value) {
    return value.indexOf('\\') < 0
        ? value
        : Pattern.compile("\\\\(.)")
            .matcher(value)
            .replaceAll(
                escape ->
                    Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
  }

  /** What is infinite or no number at all measures nothing. */
  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
