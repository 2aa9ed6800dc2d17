package rhizome.blueprints.syntax;

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

/** The values of one mapping by key, after unknown keys were refused. */
final class Fields {

  private final Form form;
  private final int at;
  private final boolean readable;
  private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
  private final Problems problems;

  /**
   * @param at where to point when a key is missing: the key that holds the mapping
   */
  Fields(Form form, Node node, int at, Problems problems) {
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

  int at() {
    return at;
  }

  /** What is declared to stand under the key. */
  Shape shape(String key) {
    return form.key(key).shape();
  }

  /** The value under the key, if the key is there; a key without a value is a problem. */
  Optional<Node> get(String key) {
    return entry(key).map(Node.Entry::value);
  }

  /** As {@link #get}, and a missing key is a problem as well. */
  Optional<Node> require(String key, String expected) {
    if (!form.key(key).required()) {
      throw new IllegalArgumentException("'" + key + "' may be left out of " + form.title());
    }
    if (readable && !entries.containsKey(key)) {
      problems.add(at, form.title() + " has no '" + key + "'", expected);
    }
    return get(key);
  }

  Optional<Node.Entry> entry(String key) {
    Optional<Node.Entry> found = Optional.ofNullable(entries.get(form.key(key).name()));
    if (found.isPresent() && isNothing(found.get().value())) {
      problems.add(
          found.get().key().at(), "'" + key + "' has no value", "a value, or the key left out");
      return Optional.empty();
    }
    return found;
  }

  /** Those of {@code keys} that are there, in the order of the document. */
  List<Node.Scalar> present(List<String> keys) {
    return entries.values().stream()
        .map(Node.Entry::key)
        .filter(key -> keys.contains(key.text()))
        .toList();
  }

  /** Whether anything can be said about what is missing. */
  boolean readable() {
    return readable;
  }

  private static boolean isNothing(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }

  private void take(Node.Entry entry) {
    String key = entry.key().text();
    if (form.has(key)) {
      entries.put(key, entry);
      return;
    }
    Optional<String> own = Nearest.of(key, form.keys());
    Optional<String> nearest = own.or(() -> Nearest.of(key, Form.allKeys()));
    Optional<String> home =
        own.isPresent()
            ? Optional.empty()
            : nearest.flatMap(
                word -> form.homeOf(word).map(other -> "'" + word + "' inside " + other.title()));
    String known = "one of " + Words.list(form.keys());
    problems.add(
        entry.key().at(),
        "unknown key " + Words.quote(key) + " in " + form.title(),
        Optional.of(home.orElse(known)),
        nearest.filter(word -> !word.equals(key)));
  }
}
