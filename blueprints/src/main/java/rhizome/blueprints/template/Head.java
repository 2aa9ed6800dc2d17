package rhizome.blueprints.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** The values of one mapping of a template by key, after unknown keys were refused. */
final class Head {

  private final Form form;
  private final int at;
  private final boolean readable;
  private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
  private final Problems problems;

  /**
   * @param at where to point when a key is missing
   */
  Head(Form form, Node node, int at, Problems problems) {
    this.form = form;
    this.at = at;
    this.problems = problems;
    this.readable = node instanceof Node.Mapping;
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach(this::take);
    } else {
      String message = form.title() + " must be a mapping, not " + node.kind();
      problems.add(node.at(), message, "the keys " + Words.list(form.keys()));
    }
  }

  Optional<Node> get(String key) {
    Optional<Node.Entry> found = Optional.ofNullable(entries.get(form.key(key).name()));
    if (found.isPresent() && isNothing(found.get().value())) {
      problems.add(
          found.get().key().at(), "'" + key + "' has no value", "a value, or the key left out");
      return Optional.empty();
    }
    return found.map(Node.Entry::value);
  }

  Optional<Node> require(String key, String expected) {
    if (readable && !entries.containsKey(key)) {
      problems.add(at, form.title() + " has no '" + key + "'", expected);
    }
    return get(key);
  }

  Optional<Node.Scalar> text(String key) {
    return get(key).flatMap(node -> single(node, key));
  }

  Optional<Node.Scalar> requireText(String key, String expected) {
    return require(key, expected).flatMap(node -> single(node, key));
  }

  Optional<Node.Mapping> mapping(String key, String expected) {
    Optional<Node> node = get(key);
    if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
      String message = "'" + key + "' must be a mapping, not " + node.get().kind();
      problems.add(node.get().at(), message, expected);
    }
    return node.filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
  }

  int whole(String key, int fallback) {
    if (!(form.key(key).shape() instanceof Shape.Whole(int low, int high))) {
      throw new IllegalArgumentException("'" + key + "' is declared as no whole number");
    }
    Optional<Node> node = get(key);
    Optional<Integer> number =
        node.flatMap(ParameterType.INTEGER::measure)
            .map(Number::intValue)
            .filter(value -> value >= low && value <= high);
    if (node.isPresent() && number.isEmpty()) {
      String expected = "a whole number from " + low + " to " + high;
      problems.add(node.get().at(), "'" + key + "' is not " + node.get().kind(), expected);
    }
    return number.orElse(fallback);
  }

  boolean truth(String key) {
    Optional<Node> node = get(key);
    if (node.isPresent() && !ParameterType.TRUTH.takes(node.get())) {
      String message = "'" + key + "' is not " + node.get().kind();
      problems.add(node.get().at(), message, ParameterType.TRUTH.words());
    }
    return node.isPresent()
        && node.get() instanceof Node.Scalar scalar
        && scalar.text().equalsIgnoreCase("true");
  }

  private Optional<Node.Scalar> single(Node node, String key) {
    if (node instanceof Node.Scalar scalar && scalar.text().indexOf('\0') < 0) {
      return Optional.of(scalar);
    }
    String message = "'" + key + "' must be a text, not " + node.kind();
    problems.add(node.at(), message, "one value");
    return Optional.empty();
  }

  private static boolean isNothing(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }

  private void take(Node.Entry entry) {
    String key = entry.key().text();
    List<String> known = form.keys();
    if (known.contains(key)) {
      entries.put(key, entry);
      return;
    }
    problems.add(
        entry.key().at(),
        "unknown key " + Words.quote(key) + " in " + form.title(),
        Optional.of("one of " + Words.list(known)),
        () -> Nearest.of(key, known));
  }
}
