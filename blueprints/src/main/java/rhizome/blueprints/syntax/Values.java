package rhizome.blueprints.syntax;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Threshold;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;

/**
 * Single values. What cannot be read is noted as a problem and replaced by a fallback, so that the
 * rest of the file is still read; a file with problems never becomes a model.
 */
final class Values {

  private static final Pattern WHOLE = Pattern.compile("-?\\d+");
  private static final Pattern COUNT = Pattern.compile(Spelling.COUNT);
  private static final Pattern PERCENT = Pattern.compile(Spelling.PERCENT);
  private static final int DIGITS_MAX = 12;

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** Any single value as it is written; {@code what} names it in messages. */
  Optional<Node.Scalar> text(Node node, String what) {
    if (!(node instanceof Node.Scalar scalar)) {
      problems.add(node.at(), what + " must be a text, not " + node.kind(), "one value");
      return Optional.empty();
    }
    if (scalar.isNull()) {
      problems.add(node.at(), what + " has no value", "a value, '' for an empty one");
      return Optional.empty();
    }
    if (scalar.text().indexOf('\0') >= 0) {
      problems.add(node.at(), what + " contains a NUL character", "text no program chokes on");
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  /** A whole number within bounds. */
  int whole(Fields fields, String key, int fallback) {
    if (!(fields.shape(key) instanceof Shape.Whole bounds)) {
      throw undeclared(fields, key);
    }
    return fields.get(key).map(node -> whole(node, key, bounds, fallback)).orElse(fallback);
  }

  /** So many in a row, or N of the last M. */
  Threshold count(Fields fields, String key, Threshold fallback) {
    if (!(fields.shape(key) instanceof Shape.Count)) {
      throw undeclared(fields, key);
    }
    return fields.get(key).map(node -> count(node, key, fallback)).orElse(fallback);
  }

  private Threshold count(Node node, String key, Threshold fallback) {
    if (!(node instanceof Node.Scalar scalar) || scalar.text().indexOf('/') < 0) {
      Shape.Whole row = new Shape.Whole(1, Threshold.ROW_MAX);
      return Threshold.row(whole(node, key, row, fallback.count()));
    }
    String expected =
        "N/M, N of the last M, such as 3/5; M is %d at most".formatted(Threshold.OF_MAX);
    if (!COUNT.matcher(scalar.text()).matches()) {
      problems.add(node.at(), "'" + key + "' is not " + node.kind(), expected);
      return fallback;
    }
    int slash = scalar.text().indexOf('/');
    int count = Integer.parseInt(scalar.text().substring(0, slash));
    int of = Integer.parseInt(scalar.text().substring(slash + 1));
    if (count > of) {
      String message = "'%s' can never be: %d of %d".formatted(key, count, of);
      problems.add(node.at(), message, expected);
      return fallback;
    }
    return new Threshold(count, of);
  }

  /** {@code true} or {@code false}, and nothing else that YAML once took for one of them. */
  boolean truth(Fields fields, String key, boolean fallback) {
    if (!(fields.shape(key) instanceof Shape.Truth)) {
      throw undeclared(fields, key);
    }
    return fields.get(key).map(node -> truth(node, key, fallback)).orElse(fallback);
  }

  private boolean truth(Node node, String key, boolean fallback) {
    if (node instanceof Node.Scalar scalar && scalar.plain()) {
      if (scalar.text().equalsIgnoreCase("true")) {
        return true;
      }
      if (scalar.text().equalsIgnoreCase("false")) {
        return false;
      }
    }
    problems.add(node.at(), "'" + key + "' is not " + node.kind(), "true or false, unquoted");
    return fallback;
  }

  Duration duration(Fields fields, String key, Duration fallback) {
    if (!(fields.shape(key) instanceof Shape.Time time)) {
      throw undeclared(fields, key);
    }
    Duration read = amount(fields, key, Quantity::duration, fallback);
    if (!time.zero() && !read.isPositive()) {
      fields
          .get(key)
          .ifPresent(
              node -> problems.add(node.at(), "'" + key + "' must not be zero", "1ms or longer"));
      return fallback;
    }
    return read;
  }

  /** A duration that stands in a list; {@code what} names it in messages. */
  Optional<Duration> duration(Node node, String what) {
    return text(node, what).map(scalar -> parsed(scalar, what, Quantity::duration, Duration.ZERO));
  }

  /** A share such as {@code 60%}; what is not at least {@code least} is none. */
  int percent(Fields fields, String key, int least, int fallback) {
    Optional<Node> written = fields.get(key);
    if (written.isEmpty()) {
      return fallback;
    }
    if (written.get() instanceof Node.Scalar scalar && PERCENT.matcher(scalar.text()).matches()) {
      int percent = Integer.parseInt(scalar.text().substring(0, scalar.text().length() - 1));
      if (percent >= least) {
        return percent;
      }
    }
    problems.add(
        written.get().at(),
        "'" + key + "' is not " + written.get().kind(),
        "a share from " + least + "% to 9999%, such as 60%");
    return fallback;
  }

  long cpu(Fields fields, String key, long fallback) {
    if (!(fields.shape(key) instanceof Shape.Cpu)) {
      throw undeclared(fields, key);
    }
    return amount(fields, key, Quantity::cpu, fallback);
  }

  long memory(Fields fields, String key, long fallback) {
    if (!(fields.shape(key) instanceof Shape.Memory)) {
      throw undeclared(fields, key);
    }
    return amount(fields, key, Quantity::memory, fallback);
  }

  private static IllegalArgumentException undeclared(Fields fields, String key) {
    return new IllegalArgumentException("'" + key + "' is declared as " + fields.shape(key));
  }

  private <T> T amount(Fields fields, String key, Function<String, T> reader, T fallback) {
    Optional<Node.Scalar> written = fields.get(key).flatMap(node -> text(node, "'" + key + "'"));
    return written
        .map(scalar -> parsed(scalar, "'" + key + "'", reader, fallback))
        .orElse(fallback);
  }

  private <T> T parsed(Node.Scalar written, String what, Function<String, T> reader, T fallback) {
    try {
      return reader.apply(written.text());
    } catch (IllegalArgumentException e) {
      String message = e.getMessage() == null ? "" : e.getMessage();
      int split = Math.max(0, message.lastIndexOf(Quantity.EXPECTED));
      problems.add(
          written.at(),
          what + ": " + message.substring(0, split),
          message.substring(Math.min(message.length(), split + Quantity.EXPECTED.length())));
      return fallback;
    }
  }

  List<Node> items(Node node, String key, String expected) {
    if (node instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    problems.add(node.at(), "'" + key + "' must be a list, not " + node.kind(), expected);
    return List.of();
  }

  int whole(Node node, String key, Shape.Whole bounds, int fallback) {
    String expected = "a whole number from " + bounds.least() + " to " + bounds.most();
    if (!(node instanceof Node.Scalar scalar) || !WHOLE.matcher(scalar.text()).matches()) {
      problems.add(node.at(), "'" + key + "' must be a number, not " + node.kind(), expected);
      return fallback;
    }
    if (!scalar.plain()) {
      problems.add(node.at(), "'" + key + "' is a text, not a number", expected + ", unquoted");
      return fallback;
    }
    String digits = scalar.text();
    long number = digits.length() > DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits);
    if (number < bounds.least() || number > bounds.most()) {
      String side = digits.startsWith("-") || number < bounds.least() ? "small" : "large";
      problems.add(
          node.at(), "'" + key + "' is too " + side + ": " + Words.quote(digits), expected);
      return fallback;
    }
    return (int) number;
  }
}
